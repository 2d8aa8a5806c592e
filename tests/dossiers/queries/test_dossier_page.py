"""The read model of the page: what it says, whom it says it to, and what it leaves on record."""

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest
from django.utils import timezone

from jalon.dossiers.operations import assess_barrier, write_note
from jalon.dossiers.queries import readable
from jalon.dossiers.queries.dossier_page import read_dossier_page
from jalon.dossiers.queries.page_statement import TIMELINE_ITEMS
from jalon.journal.models import Channel, Reading
from tests.dossiers import test_rules as situations
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier, swear

pytestmark = pytest.mark.django_db


def read(someone, dossier, *, at=None):
    at = at or timezone.now()
    return read_dossier_page(
        replace(someone, at=at),
        dossier.public_id,
        channel=Channel.PAGE,
        blocks=["identity"],
        at=at,
    )


def note(dossier, by, *, body="Point sur le logement", is_private=False, at=None):
    return write_note(
        dossier=dossier,
        kind="note",
        body=body,
        is_private=is_private,
        happened_on=by.today,
        by=by,
        at=at or timezone.now(),
    )


EVERY_SITUATION = [
    situations.stranger,
    situations.referent,
    situations.member,
    situations.former_member,
    situations.member_until_today,
    situations.member_until_tomorrow,
    situations.colleague_of_a_member,
    situations.member_under_another_hat,
    situations.manager_of_an_empty_seat,
    situations.professional_beside_an_empty_seat,
    situations.platform_administrator_given_a_seat,
    situations.steering_officer_given_a_seat,
]


@pytest.mark.parametrize("situation", EVERY_SITUATION)
def test_the_page_opens_for_those_who_may_read_and_leaves_a_trace_only_then(situation):
    someone, dossier = situation()
    allowed = readable(someone).contains(dossier)

    page = read(someone, dossier)

    assert (page is not None) is allowed
    assert Reading.objects.count() == int(allowed)


def test_a_dossier_that_does_not_exist_is_nothing():
    someone, dossier = situations.member()
    dossier.public_id = uuid4()

    assert read(someone, dossier) is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_is_one_statement_whatever_it_shows(count, django_assert_num_queries):
    someone, dossier = situations.referent()
    for number in range(count):
        MembershipFactory(dossier=dossier)
        note(dossier, someone, body=f"Note {number}")

    with django_assert_num_queries(1):
        page = read(someone, dossier)

    assert (len(page["team"]), len(page["timeline"])) == (count + 1, count)


def test_a_private_note_stays_in_its_organisation():
    someone, dossier = situations.referent()
    other = actor(MembershipFactory(dossier=dossier).affiliation)
    note(dossier, other, body="Entre nous", is_private=True)
    note(dossier, other, body="Pour tous")

    bodies = [item["note"]["body"] for item in read(someone, dossier)["timeline"]]
    theirs = [item["note"]["body"] for item in read(other, dossier)["timeline"]]

    assert (bodies, theirs) == (["Pour tous"], ["Pour tous", "Entre nous"])


def test_what_others_did_since_the_last_visit_is_new():
    someone, dossier = situations.referent()
    other = actor(MembershipFactory(dossier=dossier).affiliation)
    now = timezone.now()
    read(someone, dossier, at=now - dt.timedelta(days=2))
    note(dossier, other, body="D'une collègue", at=now - dt.timedelta(days=1))
    note(dossier, someone, body="De moi", at=now - dt.timedelta(hours=1))

    page = read(someone, dossier, at=now)
    again = read(someone, dossier, at=now + dt.timedelta(minutes=5))

    assert [item["note"]["body"] for item in page["changes"]] == ["D'une collègue"]
    assert [item["is_new"] for item in page["timeline"]] == [False, True]
    assert again["changes"] == page["changes"]  # a reload does not clear the marks


def test_what_is_new_is_told_further_back_than_the_thread(django_assert_num_queries):
    someone, dossier = situations.referent()
    other = actor(MembershipFactory(dossier=dossier).affiliation)
    now = timezone.now()
    note(dossier, other, body="Déjà lue", at=now - dt.timedelta(days=3))
    read(someone, dossier, at=now - dt.timedelta(days=2))
    for number in range(TIMELINE_ITEMS + 3):
        note(dossier, other if number % 2 == 0 else someone, body=f"{number}", at=now)

    with django_assert_num_queries(2):
        page = read(someone, dossier, at=now)

    new = [item["note"]["body"] for item in page["changes"]]
    assert new == [f"{number}" for number in reversed(range(0, TIMELINE_ITEMS + 3, 2))]
    assert len(page["timeline"]) == TIMELINE_ITEMS


def test_a_first_visit_has_nothing_new():
    someone, dossier = situations.referent()
    note(dossier, actor(MembershipFactory(dossier=dossier).affiliation))

    page = read(someone, dossier)

    assert (page["visit"], page["changes"]) == (None, [])
    assert [item["is_new"] for item in page["timeline"]] == [False]


def test_a_theme_that_nobody_assessed_is_not_addressed():
    someone, dossier = situations.referent()
    swear(dossier.referent.affiliation)
    assess_barrier(
        dossier=dossier,
        theme="sante",
        status="yes",
        impact="strong",
        before=("not_addressed", "none"),
        by=someone,
        at=timezone.now(),
    )

    states = {item["theme"]: item["status"] for item in read(someone, dossier)["barriers"]}

    assert len(states) == 16
    assert states.pop("sante") == "yes"
    assert set(states.values()) == {"not_addressed"}


def test_sealed_values_come_out_readable():
    someone, dossier = situations.referent()
    contact = dossier.person.contact
    contact.phones, contact.address_line = "+33639980123\n+33639980124", "1 rue de l'Exemple"
    contact.save()

    page = read(someone, dossier)

    assert page["contact"]["phones"] == ["+33639980123", "+33639980124"]
    assert page["contact"]["address_line"] == "1 rue de l'Exemple"


def test_the_team_comes_with_its_referent_first():
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    MembershipFactory(dossier=dossier)
    MembershipFactory(dossier=dossier, ended_at=timezone.now())

    team = read(actor(hat), dossier)["team"]

    assert [(seat["role"], seat["is_me"]) for seat in team] == [
        ("referent", True),
        ("co_advisor", False),
    ]
