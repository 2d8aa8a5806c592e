"""Looking changes nothing: the SQL of a GET or HEAD that would write is refused."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from jalon.kernel.guarded_writes import write_is_allowed

READING = re.compile(
    r"[\s(]*(select|with|show|explain|values|set|savepoint|release|rollback|begin|commit"
    r"|declare|fetch|close|table)\b",
    re.IGNORECASE,
)
WRITING_WITH = re.compile(
    r"\b(insert\s+into|update\s+\S+\s+set|delete\s+from|merge\s+into)\b", re.I
)


class WriteWhileLooking(Exception):
    """A page that is only looked at tried to change the database: a mistake of ours (500)."""


def writes(sql: str) -> bool:
    """Whether a statement may change something; what is not known to read only, writes."""
    if not READING.match(sql):
        return True
    return sql.lstrip(" \n(").lower().startswith("with") and bool(WRITING_WITH.search(sql))


def refuse_writes(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
) -> Any:
    """The wrapper of `connection.execute_wrapper`."""
    text = sql if isinstance(sql, str) else sql.as_string(None)
    if writes(text) and not write_is_allowed():
        verb = text.split(None, 1)[0]
        raise WriteWhileLooking(
            f"{verb} during a GET; use POST, or allowed_write('why') for what looking records"
        )
    return execute(sql, params, many, context)


class LookingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            return self.get_response(request)
        with connection.execute_wrapper(refuse_writes):
            return self.get_response(request)
