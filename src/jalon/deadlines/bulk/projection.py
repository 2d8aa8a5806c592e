"""The journal, read as milestones: after each fact in its own transaction, or all of it again."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import connection, transaction

from jalon.deadlines.milestones import kinds
from jalon.dossiers.models import Dossier
from jalon.journal.models import Entry

BATCH = 2_000  # dossiers; a batch is a second's work, and one transaction


def project(entries: Sequence[Entry]) -> None:
    """Write the milestones that these facts are, and what they change: one statement, or none."""
    known = kinds()
    told = [entry for entry in entries if entry.kind in known]
    if told:
        with connection.cursor() as cursor:
            moment = max(entry.at for entry in told)
            cursor.execute("SELECT jalon_project(%s, %s)", [[one.pk for one in told], moment])


def refresh(dossier_ids: Sequence[int], *, at: datetime) -> int:
    """Compute the deadlines of these dossiers again; how many changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT jalon_refresh_deadlines(%s, %s)", [list(dossier_ids), at])
        [(changed,)] = cursor.fetchall()
    return int(changed)


def rebuild(*, at: datetime, batch: int = BATCH) -> Iterator[int]:
    """Read the whole journal again, in batches of dossiers; gives how many are done, as it goes."""
    last = done = 0
    while numbers := _after(last, batch):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT jalon_rebuild_milestones(%s)", [numbers])
            refresh(numbers, at=at)
        last, done = numbers[-1], done + len(numbers)
        yield done


def _after(last: int, batch: int) -> list[int]:
    rows = Dossier.objects.filter(pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:batch])
