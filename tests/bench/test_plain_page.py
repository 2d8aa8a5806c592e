"""The page in one statement and the page written with the ORM say the same, value for value."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from jalon.bench.page.plain import read_plain_page
from jalon.dossiers.operations import assess_barrier, withdraw_note, write_note
from jalon.dossiers.queries.dossier_page import read_dossier_page
from jalon.journal.models import Channel
from tests.dossiers.joining import joined
from tests.dossiers.queries.test_dossier_page import EVERY_SITUATION
from tests.factories import AffiliationFactory, MembershipFactory, actor

pytestmark = pytest.mark.django_db


def live_a_little(dossier):
    """A few days of a dossier: notes, shared and private, a withdrawal, a barrier, a seat."""
    referent = actor(dossier.referent.affiliation)
    other = actor(MembershipFactory(dossier=dossier).affiliation)
    now = timezone.now()
    for number, someone in enumerate([referent, other, other]):
        note = write_note(
            dossier=dossier,
            kind="call",
            body=f"Appel {number}",
            is_private=number == 1,
            happened_on=someone.today,
            by=someone,
            at=now - dt.timedelta(hours=number),
        )
    withdraw_note(note=note, by=other, at=now)
    barrier = {"theme": "mobilite", "status": "yes", "impact": "medium"}
    assess_barrier(dossier=dossier, **barrier, before=("not_addressed", "none"), by=other, at=now)
    joined(dossier, AffiliationFactory(), role="partner")


@pytest.mark.parametrize("situation", EVERY_SITUATION)
def test_both_ways_of_reading_say_the_same(situation):
    now = timezone.now()
    someone, dossier = situation()
    someone = replace(someone, at=now)
    request = {"channel": Channel.PAGE, "blocks": ["timeline"]}
    read_plain_page(someone, dossier.public_id, **request, at=now - dt.timedelta(days=1))
    live_a_little(dossier)

    one_statement = read_dossier_page(someone, dossier.public_id, **request, at=now)
    many = read_plain_page(someone, dossier.public_id, **request, at=now)

    assert one_statement == many
