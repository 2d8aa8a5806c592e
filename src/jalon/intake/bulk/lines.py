"""Lines of a list written by COPY and read back in chunks."""

from collections.abc import Iterator, Sequence

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


def sealed_chunks(people_list: PeopleList, size: int = CHUNK) -> Iterator[list[tuple[int, bytes]]]:
    """The lines that were not refused, as (line, sealed), in the order of the file."""
    after = -1
    while True:
        rows = list(
            ListLine.objects.filter(people_list=people_list, line__gt=after)
            .exclude(outcome=Outcome.REFUSED)
            .order_by("line")
            .values_list("line", "sealed")[:size]
        )
        if not rows:
            return
        yield rows
        after = rows[-1][0]
