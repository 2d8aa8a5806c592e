"""Lines of a list written by COPY and read back in chunks."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from django.db import connection

from jalon.intake.models import ListLine, Outcome, PeopleList
from jalon.intake.reading.problems import Problem

CHUNK = 4_000
COPY = """
COPY intake_listline (people_list_id, line, sealed, problems, has_problems, outcome, proposals)
FROM STDIN
"""

Row = tuple[int, bytes, list[Problem], Outcome, int]  # line, sealed, problems, outcome, proposals


def copy_lines(people_list: PeopleList, rows: Sequence[Row]) -> None:
    """Write checked lines."""
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for line, sealed, problems, outcome, proposals in rows:
            packed = orjson.dumps(packed_problems(problems)).decode() if problems else "[]"
            copy.write_row(
                (people_list.pk, line, sealed, packed, bool(problems), outcome.value, proposals)
            )


def packed_problems(problems: Sequence[Problem]) -> list[list[str | int | None]]:
    """The form in which problems are kept: codes and columns, never a value."""
    return [[p.code, p.field, p.column, p.severity, p.other_line] for p in problems]


def unpacked_problems(packed: Sequence[Sequence[object]]) -> list[Problem]:
    return [Problem(*each) for each in packed]  # type: ignore[arg-type]


SealedLine = tuple[int, bytes | memoryview, str, int]  # line, sealed, outcome, proposals


def sealed_chunks(people_list: PeopleList, size: int = CHUNK) -> Iterator[list[SealedLine]]:
    """The lines that were not refused, in the order of the file."""
    after = -1
    while True:
        rows = list(
            ListLine.objects.filter(people_list=people_list, line__gt=after)
            .exclude(outcome=Outcome.REFUSED)
            .order_by("line")
            .values_list("line", "sealed", "outcome", "proposals")[:size]
        )
        if not rows:
            return
        yield rows
        after = rows[-1][0]


SETTLE = """
UPDATE intake_listline l
SET outcome = d.outcome, proposals = d.proposals,
    problems = coalesce(d.problems, l.problems),
    has_problems = l.has_problems OR d.problems IS NOT NULL
FROM unnest(%(lines)s::int[], %(outcomes)s::text[], %(proposals)s::int[], %(problems)s::jsonb[])
    AS d(line, outcome, proposals, problems)
WHERE l.people_list_id = %(list)s AND l.line = d.line
"""


def settle_lines(
    people_list: PeopleList, rows: Sequence[tuple[int, list[Problem], Outcome, int]]
) -> None:
    """Write what lines did, when not as foreseen: (line, problems, outcome, proposals)."""
    if not rows:
        return
    parameters: dict[str, Any] = {
        "list": people_list.pk,
        "lines": [line for line, *_rest in rows],
        "outcomes": [outcome.value for _line, _problems, outcome, _count in rows],
        "proposals": [count for *_rest, count in rows],
        "problems": [
            orjson.dumps(packed_problems(problems)).decode() if problems else None
            for _line, problems, *_rest in rows
        ],
    }
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, parameters)
