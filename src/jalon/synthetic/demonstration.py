"""Fill a database with the demonstration territory and its invented people."""

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time

from django.db import connection, transaction
from django.utils import timezone

from jalon.accounts.models import Organisation
from jalon.deadlines.bulk.projection import rebuild
from jalon.people.models import Person
from jalon.post.models import Mail
from jalon.strategies.loading import load_national_strategy
from jalon.synthetic import heavy
from jalon.synthetic.asked_rights import ask_for_rights
from jalon.synthetic.batches import BATCH, Generator, Place
from jalon.synthetic.calendar import Calendar
from jalon.synthetic.calls import write_calls
from jalon.synthetic.granted import grant_project
from jalon.synthetic.habilitations import grant_habilitations
from jalon.synthetic.news import tell_last_facts
from jalon.synthetic.organisations import create_organisations
from jalon.synthetic.papers import put_on_paper
from jalon.synthetic.personal_account import open_personal_account
from jalon.synthetic.present import live_today
from jalon.synthetic.staff import Recruiter
from jalon.synthetic.strategies import write_strategies
from jalon.synthetic.tables import COLUMNS, continue_ids, next_ids
from jalon.synthetic.zones import load_invented_zones
from jalon.territories.loading import load_territories
from jalon.territories.models import Territory

NUMBERED = (
    "accounts_user",
    "accounts_affiliation",
    "people_person",
    "dossiers_dossier",
    "dossiers_membership",
    "dossiers_note",
    "entry_orientation",
    "plans_goal",
    "plans_step",
    "contracts_engagementcontract",
    "contracts_commitment",
    "outcomes_outcome",
    "outcomes_conclusion",
    "appointments_appointment",
)
ROOTS = (
    "territories_territory, accounts_organisation, accounts_user, people_person, journal_entry,"
    " journal_reading, journal_leaf, journal_seal, post_mail, procrastinate_jobs"
)
HEAVY = 20_000  # from this number of people on, constraints and indexes come after the rows
Progress = Callable[[str, int, int], None]  # what is being done, how far, out of how much


class AlreadyInhabited(Exception):
    """The database already holds organisations or people."""


def is_inhabited() -> bool:
    """Whether anybody is there already."""
    return Organisation.objects.exists() or Person.objects.exists()


@transaction.atomic
def create_demonstration(
    people: int,
    *,
    seed: int,
    today: date,
    departments: Collection[str] | None = None,
    progress: Progress = lambda *_: None,
) -> int:
    """Territories, organisations, accounts, people and dossiers; returns the number of rows.

    `departments`: those whose communes are loaded (57 is needed), every one by default. One
    transaction: an interruption leaves nothing behind. Raises AlreadyInhabited.
    """
    if is_inhabited():
        raise AlreadyInhabited
    progress("Territoires", 0, 1)
    load_territories(departments=departments)
    load_invented_zones()
    load_national_strategy(timezone.make_aware(datetime.combine(today, time(8))))
    progress("Territoires", 1, 1)
    organisations = create_organisations(seed, today)
    progress("Organismes", len(organisations), len(organisations))
    ids = next_ids(NUMBERED)
    recruiter = Recruiter(seed, today, organisations, ids)
    generator = Generator(seed, Calendar(today), _moselle(), recruiter, organisations, ids)
    asides = heavy.set_aside(list(COLUMNS)) if people >= HEAVY else []
    rows = _write(generator, people, progress)
    _restore(asides, progress)
    continue_ids(NUMBERED)
    write_strategies(organisations, today)
    write_calls(organisations, today)
    grant_project(organisations, today)
    open_personal_account(seed, today)
    grant_habilitations(today)
    put_on_paper(seed, today)
    live_today(seed, today)
    ask_for_rights(seed, today)
    _check()
    _compute_deadlines(people, today, progress)
    tell_last_facts(seed, today)
    # What its years would have sent has left long ago: only what is still worth reading waits.
    this_morning = timezone.make_aware(datetime.combine(today, time()))
    Mail.objects.filter(expires_at__lte=this_morning).delete()
    return rows


def _compute_deadlines(people: int, today: date, progress: Progress) -> None:
    """Milestones and deadlines, read from the journal that was just written."""
    refresh_statistics(analyze_only=True)
    for done in rebuild(at=timezone.make_aware(datetime.combine(today, time(8)))):
        progress("Échéances", min(done, people), people)


def _write(generator: Generator, people: int, progress: Progress) -> int:
    """Make and copy all batches; one is copied while the next is being made."""
    line = connection.connection
    rows, copying = 0, None
    with ThreadPoolExecutor(max_workers=1) as copier:
        for batch, start in enumerate(range(0, people, BATCH)):
            size = min(BATCH, people - start)
            tables = generator.make(batch, size)
            rows += copying.result() if copying else 0
            copying = copier.submit(tables.copy, line)
            progress("Personnes", start + size, people)
        rows += copying.result() if copying else 0
    generator.recruiter.open_offices()
    return rows + generator.recruiter.tables.take().copy(line)


def _moselle() -> Place:
    communes = Territory.objects.current().communes().filter(department__code="57")
    return Place.of(list(communes.select_related("epci").order_by("code")))


def _restore(asides: list[heavy.Step], progress: Progress) -> None:
    if not asides:
        return
    heavy.use_more_memory()
    with connection.cursor() as cursor:
        for done, step in enumerate(asides, start=1):
            cursor.execute(step.statement)
            progress("Index et contraintes", done, len(asides))


def _check() -> None:
    """Have the database check now what it would check at commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def empty() -> None:
    """Remove every place, organisation, account, person and fact, and what hangs on them."""
    with connection.cursor() as cursor:
        # What the running transaction still has to check is checked now: it is about to go.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {ROOTS} RESTART IDENTITY CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refresh_statistics(*, analyze_only: bool = False) -> None:
    """What the planner knows of the tables and, outside a transaction, their visibility."""
    how = "ANALYZE" if analyze_only else "VACUUM (ANALYZE)"
    with connection.cursor() as cursor:
        cursor.execute(f"{how} {', '.join(COLUMNS)}")
