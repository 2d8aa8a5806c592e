"""The pages, as a WSGI application.

A worker answers one page at a time, in a thread. Django keeps the language, the time zone and the
addresses of a request where coroutines find them too: asked four hundred times a page, that was a
tenth of its cost. Here no coroutine runs, and each thread keeps its own.
"""

import os
import threading
from typing import Final

from django.core.wsgi import get_wsgi_application
from django.urls import base as addresses
from django.utils import timezone
from django.utils.translation import trans_real as languages

OF_A_REQUEST: Final = (
    (languages, "_active"),
    (timezone, "_active"),
    (addresses, "_urlconfs"),
    (addresses, "_prefixes"),
)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings")
application = get_wsgi_application()
for module, name in OF_A_REQUEST:
    setattr(module, name, threading.local())
