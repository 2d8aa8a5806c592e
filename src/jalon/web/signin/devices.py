"""Browsers that sign in: a few words for each, and whether an account has met it before."""

import re
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from jalon.accounts.models import User
from jalon.kernel.guarded_writes import allowed_write
from jalon.parameters.queries import integer
from jalon.vault.sealing import fingerprint
from jalon.web.models import KnownDevice

COOKIE: Final = f"{settings.HOST_PREFIX}device"
MARK: Final = re.compile(r"[\w-]{43}", re.ASCII)
# The first that is found: each of them also names those below.
BROWSERS: Final = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS: Final = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def device_of(user_agent: str) -> str:
    """`Firefox · Windows`: what its owner recognises, and no more. Empty when it says nothing."""
    found = (_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))
    return " · ".join(word for word in found if word)


def _first(words: dict[str, str], text: str) -> str:
    return next((word for mark, word in words.items() if mark in text), "")


def meet(request: HttpRequest, response: HttpResponseBase, user: User, at: datetime) -> bool:
    """Note that this browser signed in. Whether it is new to an account that knew others."""
    given = request.COOKIES.get(COOKIE, "")
    mark = given if MARK.fullmatch(given) else secrets.token_urlsafe(32)
    days = timedelta(days=integer("device.days", on=timezone.localdate(at)))
    mine = KnownDevice.objects.filter(user=user)
    words = device_of(request.headers.get("User-Agent", ""))
    with allowed_write("device"):  # one comes back from elsewhere by a GET
        mine.filter(last_seen_at__lt=at - days).delete()
        knew_others = mine.exists()
        _met, is_new = KnownDevice.objects.update_or_create(
            user=user,
            mark=fingerprint("device", mark).hex(),
            defaults={"device": words, "last_seen_at": at},
            create_defaults={"device": words, "last_seen_at": at, "first_seen_at": at},
        )
    response.set_cookie(
        COOKIE,
        mark,
        max_age=days,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return is_new and knew_others
