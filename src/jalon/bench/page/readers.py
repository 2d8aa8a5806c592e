"""Who reads what in `bench page`. Imported once the scratch database is set up."""

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier, Membership

HOST = "127.0.0.1"


def fill(people: int) -> None:
    """The demonstration territory with so many people, unless an earlier run left it."""
    if not Dossier.objects.exists():
        call_command("demonstration", people=people)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def readers(count: int, dossiers_each: int) -> list[tuple[str, list[str]]]:
    """(session key, public ids of dossiers they may read) for the first hats that have some."""
    in_force = Affiliation.objects.in_force(timezone.localdate())
    with_seat = Membership.objects.filter(ended_at=None).values("affiliation")
    chosen = in_force.filter(pk__in=with_seat).select_related("user").order_by("user", "pk")
    found: dict[int, tuple[str, list[str]]] = {}
    for hat in chosen.distinct("user")[:count]:
        client = Client(SERVER_NAME=HOST)
        client.force_login(hat.user)
        session = client.session
        session["acting"] = hat.pk
        session.save()
        seats = Membership.objects.in_force(timezone.localdate()).filter(affiliation=hat)
        public_ids = seats.values_list("dossier__public_id", flat=True)[:dossiers_each]
        found[hat.user_id] = (session.session_key or "", [str(one) for one in public_ids])
    return [reader for reader in found.values() if reader[1]]


def statements(asked: list[tuple[str, list[str]]], path: str) -> int:
    """How many statements one page takes, session and rights included (asked in this process)."""
    key, dossiers = asked[0]
    client = Client(SERVER_NAME=HOST)
    client.cookies["sessionid"] = key
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(path.format(dossiers[0]))
    return len(queries)


def backends() -> list[int]:
    """The processes of the database that answer the pages."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return [pid for (pid,) in cursor.fetchall()]
