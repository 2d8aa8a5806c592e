"""Once a day, at the hour each account chose, where it works; once, and only what may be read."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import Organisation
from jalon.contracts.models import Commitment
from jalon.deadlines.models import Deadline
from jalon.dossiers.models import Membership
from jalon.notifications.digests import send_digests
from jalon.notifications.models import DigestTime, Notification
from jalon.notifications.reminding import remind
from tests.deadlines.situations import adopted, department
from tests.deadlines.test_views import CONTRACT, followed
from tests.factories import AffiliationFactory, TerritoryFactory
from tests.jobs import delivered
from tests.notifications.situations import notes, told
from tests.plans.situations import World, in_days

pytestmark = pytest.mark.django_db


def round_at(clock, hour: int, day: int = 24):
    """The keeper's round that day at that hour of Paris."""
    clock.move_to(dt.datetime(2026, 11, day, hour, tzinfo=timezone.get_default_timezone()))
    send_digests(timezone.now())
    return [one.to[0] for one in delivered()]


def test_one_mail_a_day_at_the_hour_and_nothing_when_nothing_is_new(clock):
    world = told(3)
    email = world.dossier.referent.affiliation.user.email
    DigestTime.objects.create(user_id=world.referent.user_id, hour=11)

    assert round_at(clock, 10) == []
    assert round_at(clock, 11) == [email]
    assert round_at(clock, 12) == [email]
    assert round_at(clock, 11, day=25) == [email]

    [mail] = delivered()
    assert "À répondre : 3" in mail.body
    assert "Camille" not in mail.body + mail.subject
    assert mail.extra_headers["List-Unsubscribe"].endswith("/notifications/reglages>")


def test_overseas_the_hour_is_that_of_the_place(clock):
    world = told(1)
    reunion = TerritoryFactory(code="97411", department=TerritoryFactory(code="974"))
    Organisation.objects.filter(pk=world.referent.organisation_id).update(territory=reunion)
    DigestTime.objects.create(user_id=world.referent.user_id, hour=11)

    assert round_at(clock, 7) == []
    assert len(round_at(clock, 8)) == 1  # 11 o'clock in La Réunion


def test_a_body_left_long_ago_sets_no_hour_and_whoever_is_not_due_costs_nothing(
    clock, django_assert_num_queries
):
    world = told(1)
    reunion = TerritoryFactory(code="97411", department=TerritoryFactory(code="974"))
    AffiliationFactory(
        user_id=world.referent.user_id, organisation__territory=reunion,
        started_on=dt.date(2020, 1, 1), ended_on=dt.date(2024, 1, 1),
    )  # fmt: skip
    DigestTime.objects.create(user_id=world.referent.user_id, hour=11)

    assert round_at(clock, 8) == []
    with django_assert_num_queries(2):  # the accounts, and those without one
        send_digests(timezone.now())
    assert len(round_at(clock, 11)) == 1


def test_a_link_that_ended_since_leaves_nothing_to_tell(clock):
    world = told(2)
    stranger = AffiliationFactory()
    Membership.objects.filter(pk=world.dossier.referent_id).update(affiliation=stranger)

    assert round_at(clock, 12) == []
    assert Notification.objects.filter(told_at=None).count() == 2


def test_promises_are_recalled_on_both_sides_once_before_and_once_after(clock):
    world = World()
    body = world.dossier.referent.organisation
    common = {"dossier": world.dossier, "text": "Payer", "state": "accepted"}
    now = timezone.now()
    for bearer, organisation in (("person", None), ("organisation", body)):
        Commitment.objects.create(
            **common, bearer=bearer, organisation=organisation, due_on=in_days(2),
            proposed_at=now, accepted_at=now,
        )  # fmt: skip

    for _round in "12":
        remind(timezone.now())
    before = notes(world)
    clock.shift(dt.timedelta(days=3))
    for _round in "12":
        remind(timezone.now())

    kinds = ("commitment", "promise")
    assert before == [(who, f"{one}.due") for one in kinds for who in ("personne", "référent")]
    assert notes(world)[4:] == [
        (who, f"{one}.late") for one in kinds for who in ("personne", "référent")
    ]
    assert set(round_at(clock, 12, day=27)) == {
        world.dossier.person.accesses.get().user.email,
        world.dossier.referent.affiliation.user.email,
    }


def test_whoever_left_is_not_reminded_of_a_promise_the_referent_is():
    world = World()
    Commitment.objects.create(
        dossier=world.dossier, text="Payer", state="accepted", bearer="organisation",
        organisation=world.other_hat.organisation, answers=world.other_hat, due_on=in_days(2),
        proposed_at=timezone.now(), accepted_at=timezone.now(),
    )  # fmt: skip
    world.other_hat.ended_on = timezone.localdate()
    world.other_hat.save()

    remind(timezone.now())

    assert notes(world) == [("personne", "promise.due"), ("référent", "promise.due")]


def test_a_deadline_that_has_passed_is_told_to_the_referent_once(clock):
    place = department("57")
    adopted(place, [CONTRACT])
    late, long_late, running = (followed(place, days) for days in (32, 90, 10))

    for _round in "12":
        remind(timezone.now())

    [row] = Notification.objects.all()
    assert (row.dossier, row.kind, row.need) == (late, "deadline.late", "K")
    assert row.affiliation == late.referent.affiliation
    assert {long_late.pk, running.pk, late.pk} == set(
        Deadline.objects.values_list("dossier", flat=True)
    )
