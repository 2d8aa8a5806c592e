"""The envelope of every answer: a request id in the logs, and security headers."""

import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from jalon.kernel.ids import uuid7
from jalon.web.middleware.headers import put_headers

request_id: ContextVar[str] = ContextVar("request_id", default="-")
logger = logging.getLogger("jalon.requests")
GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class UtcFormatter(logging.Formatter):
    """Says when in UTC, with its zone: lines of several machines are put in order."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"


class RequestFilter(logging.Filter):
    """Put the id of the request on each line, and the route in place of the address."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            record.args = tuple(
                route_of(request) if part == request.path else part for part in record.args
            )
        return True


def route_of(request: HttpRequest) -> str:
    """The pattern of the address, without what it carries."""
    return f"/{request.resolver_match.route}" if request.resolver_match else "(unknown)"


def account_of(request: HttpRequest) -> int | str:
    """The number of who is signed in, as the journal and the register have it; never a name."""
    row: Any = getattr(getattr(request, "session", None), "row", None)
    return row.user_id if row and row.user_id else "-"


class EnvelopeMiddleware:
    """Outermost. The log line names the route, never the address: addresses carry identifiers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id.set(given if GIVEN_ID.fullmatch(given) else str(uuid7()))
        started = time.perf_counter()
        response = self.get_response(request)
        put_headers(request, response)
        response.headers["X-Request-ID"] = request_id.get()
        if not request.path.startswith(settings.STATIC_URL):
            self._log(request, response, time.perf_counter() - started)
        return response

    @staticmethod
    def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        line = "%s %s %s %.0f ms, account %s"
        took, who = seconds * 1000, account_of(request)
        logger.info(line, request.method, route_of(request), response.status_code, took, who)
