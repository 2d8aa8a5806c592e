"""What is said once after a redirect travels in a cookie of this host alone."""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class CookieMessages(CookieStorage):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cookie_name = f"{settings.HOST_PREFIX}messages"
