"""The pages at another hour: a journey of months is walked in a minute.

Granian serves this `application` instead of the site's own: before each request it reads, in the
file named by JALON_TESTS_CLOCK, by how many seconds the clock of the pages is ahead.
"""

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import time_machine

from jalon.config.wsgi import application as site

CLOCK = Path(os.environ["JALON_TESTS_CLOCK"])


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The site, as it will answer then."""
    with time_machine.travel(time.time() + float(CLOCK.read_text())):
        return list(site(environ, start_response))
