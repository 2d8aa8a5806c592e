"""Open lists hear of a list that brings dossiers to their organisation, or takes them back."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.intake.models import ListPolicy
from jalon.intake.operations import undo_list
from jalon.journal.models import Entry
from tests.factories import AffiliationFactory, actor
from tests.intake.situations import ZOE, applied, sender
from tests.jobs import run_jobs
from tests.live.streams import Streams
from tests.plans.situations import World

pytestmark = pytest.mark.usefixtures("committed")


def _first_policy() -> None:
    """A test that empties the tables has lost the one of the migration."""
    ListPolicy.objects.get_or_create(
        in_force_from=dt.date(2026, 1, 1),
        defaults={"keep_days": 30, "undo_hours": 24, "source": "test"},
    )


def test_the_screens_of_whoever_is_told_ring_and_no_others(streams: Streams) -> None:
    world = World()
    hat, other = world.referent, world.other
    mine, elsewhere = streams.open(hat), streams.open(other)

    world.goal(by=world.person)
    run_jobs()

    while (heard := mine.events.get(timeout=20)).name != "news":
        pass  # the fact itself, and what the list asks again
    assert heard.data == 1
    assert [event.name for event in elsewhere.quiet() if event.name == "news"] == []


def test_open_lists_of_the_organisation_hear_of_an_import_and_of_its_undoing(
    streams: Streams,
) -> None:
    _first_policy()
    manager = sender()
    colleague = actor(AffiliationFactory(organisation_id=manager.organisation_id))
    mine, elsewhere = streams.open(colleague), streams.open(actor())

    people_list = applied(ZOE, by=manager)
    heard = mine.until("arrivals", past="resync")
    undo_list(people_list=people_list, by=manager, at=timezone.now())
    heard_again = mine.until("arrivals", past="resync")

    facts = Entry.objects.filter(stream=f"organisation/{manager.organisation_id}")
    assert [fact.kind for fact in facts.order_by("position")] == ["caseload.filled"] * 2
    assert (heard.data, heard_again.data) == (1, 1)
    assert [event.name for event in elsewhere.quiet() if event.name == "arrivals"] == []
