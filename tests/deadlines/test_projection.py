"""Milestones are the journal, read: at once, in the same transaction, and again from the start."""

import datetime as dt
from dataclasses import dataclass
from io import StringIO
from typing import ClassVar

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from jalon.deadlines.bulk.functions import rules_function
from jalon.deadlines.milestones import MilestoneRule, rules
from jalon.deadlines.models import Deadline, DossierMilestone
from jalon.dossiers.events import DossierFact
from jalon.dossiers.operations import withdraw_note, write_note
from jalon.journal.record import record
from jalon.strategies.milestones import Milestone
from tests.deadlines.model import Promise
from tests.deadlines.situations import adopted, department, dossier_in
from tests.entry.situations import handed_over
from tests.factories import AffiliationFactory, OrganisationFactory, actor

EVENING = dt.datetime(2026, 11, 24, 22, 30, tzinfo=dt.UTC)  # already the 25th in La Réunion
HOUR = dt.timedelta(hours=1)
PROMISES = (
    Promise("contract", "orientation_notified", "contract_signed", (1, "months"),
            suspended_by=("move",)),
    Promise("contact", "orientation_notified", "contact_made", (60, "days"), repeats=True),
    Promise("answer", "referral_sent", "referral_answered", (15, "days")),
)  # fmt: skip


@dataclass(frozen=True)
class Stood(DossierFact):
    """A fact made for the test: what it is on the path depends on `what`."""

    kind: ClassVar[str] = "test.stood"
    blocks: ClassVar[tuple[str, ...]] = ()
    what: str
    on: dt.date | None = None
    reasons: tuple[str, ...] = ()
    demand: int = 0
    body_id: int | None = None
    need: str = "K"  # type: ignore[assignment,misc]


TESTED = (
    *(
        MilestoneRule("test.stood", milestone, when={"what": milestone.value}, day="on")
        for milestone in (Milestone.ORIENTATION_NOTIFIED, Milestone.CONTRACT_SIGNED)
    ),
    *(
        MilestoneRule("test.stood", milestone, when={"what": milestone.value}, details="reasons")
        for milestone in (Milestone.SUSPENDED, Milestone.RESUMED)
    ),
    *(
        MilestoneRule(
            "test.stood", milestone, when={"what": milestone.value}, thread="demand",
            thing="demand", towards="body_id",
        )
        for milestone in (Milestone.REFERRAL_SENT, Milestone.REFERRAL_ANSWERED)
    ),
)  # fmt: skip


@pytest.fixture
def facts_of_the_test(db):
    """The rules of the house and those of the test, for the application and for the database."""
    before = rules[:]
    rules.extend(TESTED)
    with connection.cursor() as cursor:
        cursor.execute(rules_function(rules))
    yield
    rules[:] = before


def rows(model, **fields):
    keys = [field.name for field in model._meta.fields if field.name != "id"]
    return sorted(map(str, model.objects.filter(**fields).values_list(*keys)))


def stand(dossier, what, **fields):
    with transaction.atomic():
        at = fields.pop("at", EVENING)
        record(Stood(dossier_id=dossier.pk, what=what, **fields), by=None, at=at)


def live_through(dossier):
    """A year of a dossier, with what real operations write and what the test says."""
    by = actor(dossier.referent.affiliation)
    stand(dossier, "orientation_notified", on=dt.date(2026, 9, 30))
    note = write_note(
        dossier=dossier, kind="call", body="Elle va bien", is_private=False,
        happened_on=dt.date(2026, 10, 20), by=by, at=EVENING,
    )  # fmt: skip
    wrong = write_note(
        dossier=dossier, kind="meeting", body="Mauvais dossier", is_private=False,
        happened_on=dt.date(2026, 11, 2), by=by, at=EVENING,
    )  # fmt: skip
    withdraw_note(note=wrong, by=by, at=EVENING)
    for kind, is_private in (("note", False), ("call", True)):
        write_note(
            dossier=dossier, kind=kind, body="Rien à dire", is_private=is_private,
            happened_on=dt.date(2026, 11, 3), by=by, at=EVENING,
        )  # fmt: skip
    stand(dossier, "suspended", reasons=("move",), at=EVENING - dt.timedelta(days=30))
    stand(dossier, "resumed", at=EVENING - dt.timedelta(days=20))
    body = OrganisationFactory(kind="association")
    for demand in (1, 2):
        stand(dossier, "referral_sent", demand=demand, body_id=body.pk)
    stand(dossier, "referral_answered", demand=2)
    successor = AffiliationFactory(organisation=OrganisationFactory(territory=department("75")))
    handed_over(dossier, successor, at=EVENING + HOUR)
    return note, successor


def test_a_year_is_read_at_once_and_again_from_the_journal_to_the_same(facts_of_the_test):
    place = department("974")
    adopted(place, PROMISES)
    adopted(department("75"), PROMISES)
    dossier = dossier_in(place)
    note, successor = live_through(dossier)

    said = {
        (one.code, one.reached_on.isoformat(), one.thing, one.undoes)
        for one in DossierMilestone.objects.exclude(code__startswith="handover_")
    }
    wrong = str(note.pk + 1)
    assert said == {
        ("orientation_notified", "2026-09-30", "", False),
        ("contact_made", "2026-10-20", str(note.pk), False),
        ("contact_made", "2026-11-02", wrong, False),
        ("contact_made", "2026-11-25", wrong, True),
        ("suspended", "2026-10-26", "", False),  # 25 October, 22:30 UTC, in La Réunion
        ("resumed", "2026-11-05", "", False),
        ("referral_sent", "2026-11-25", "1", False),
        ("referral_sent", "2026-11-25", "2", False),
        ("referral_answered", "2026-11-25", "2", False),
        ("referent_named", "2026-11-25", "", False),  # 00:30 in Paris, where they are
    }
    due = {(one.code, one.thread, one.occurrence): one for one in Deadline.objects.all()}
    assert set(due) == {
        ("contract", "", 1), ("contact", "", 1), ("contact", "", 2),
        ("answer", "1", 1), ("answer", "2", 1),
    }  # fmt: skip
    assert due["contract", "", 1].due_on == dt.date(2026, 11, 9)  # a month and ten days
    assert due["contact", "", 2].due_on == dt.date(2026, 12, 19)
    assert {one.organisation_id for one in due.values()} == {successor.organisation_id}
    assert {due["answer", "2", 1].state, due["contact", "", 1].state} == {"met"}

    before = rows(DossierMilestone), rows(Deadline)
    call_command("deadlines", rebuild=True, stdout=StringIO())
    assert (rows(DossierMilestone), rows(Deadline)) == before
