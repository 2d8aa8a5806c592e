"""Looking changes nothing: the SQL of a GET or HEAD that would write is refused.

A guard against our own mistakes, on the text of statements: it knows the verbs, and the functions
of PostgreSQL and of ours, that write. It does not see a statement sent beside Django's connection.
COPY passes by here too (`config.postgresql`).
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from django.db import connection
from django.http import HttpRequest, HttpResponse

from jalon.kernel.guarded_writes import write_is_allowed

READING: Final = re.compile(
    r"[\s(]*(select|with|show|explain|values|set|savepoint|release|rollback|begin|commit"
    r"|declare|fetch|close|table)\b",
    re.IGNORECASE,
)
# What words say nothing in: strings ('…', E'…', $$…$$), comments, quoted names.
SILENT: Final = re.compile(
    r"""\bE'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*' | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$
    | --[^\n]* | /\*.*?\*/ | (?P<name>"(?:[^"]|"")*")""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
# Those of ours that PostgreSQL holds as VOLATILE: a test asks it for their list.
OURS: Final = (
    "jalon_counted jalon_drop_notices jalon_forget_sightings jalon_move jalon_next_position"
    " jalon_open_personal_access jalon_project jalon_rebuild_milestones"
    " jalon_refresh_deadlines jalon_release_seats jalon_slow_down"
    " jalon_take_over jalon_try_space_code"
).split()
# Wherever they stand: a second statement, WITH … AS (DELETE …), SELECT … INTO, EXPLAIN ANALYZE
# (which runs what it explains), a function that writes. SELECT … FOR UPDATE changes nothing.
WRITING: Final = re.compile(
    rf"""; \s* \S
    | (?<![\w".]) (?: into | (?<!\bfor[ ]) (?<!\bkey[ ]) update | delete \s+ from
                  | explain \b .* \b analy[sz]e ) (?![\w"])
    | (?<!\w) (?: setval | nextval | pg_notify | lo_\w+ | lowrite | dblink\w* | query_to_xml\w*
              | pg_logical_emit_message | pg_(?:terminate|cancel)_backend
              | {"|".join(OURS)} ) "? \s* \( """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


class WriteWhileLooking(Exception):
    """A page that is only looked at tried to change the database: a mistake of ours (500)."""


@lru_cache(maxsize=2048)
def writes(sql: str) -> bool:
    """Whether a statement may change something; what is not known to read only, writes."""
    said = re.sub(r"\s+", " ", SILENT.sub(_without_words, sql))
    return not READING.match(said) or WRITING.search(said) is not None


def _without_words(silent: re.Match[str]) -> str:
    name = silent["name"] or ""
    return name if re.fullmatch(r'"\w+"', name) else " '' "


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
