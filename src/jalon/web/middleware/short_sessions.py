"""Sessions that end: soon without anybody there, and anyway after a working day."""

from typing import Any

from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from jalon.web.signin.devices import device_of


class ShortSessionMiddleware(SessionMiddleware):
    """Django's, and the session knows its browser and whether its owner is there."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        session: Any = request.session
        session.device = device_of(request.headers.get("User-Agent", ""))

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        session: Any = request.session
        if is_asked_by_hand(request):
            session.touch(timezone.now())
        return super().process_response(request, response)  # type: ignore[arg-type]


def is_asked_by_hand(request: HttpRequest) -> bool:
    """Whether somebody is there: a screen left open asks again too, for fragments and tokens."""
    if request.method == "POST":
        return True
    by_script = "HX-Request" in request.headers or "json" in request.headers.get("Accept", "")
    return not by_script
