import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.actor import actor_of
from jalon.dossiers.rules import READ_DOSSIER, rights
from jalon.entry.operations import declare_absence, end_absence, start_interim
from jalon.entry.telling import keep_entry
from jalon.journal.models import Entry
from tests.entry.situations import away, referents
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier

pytestmark = pytest.mark.django_db


def test_the_substitute_reads_until_the_day_of_return_and_the_referent_stays():
    hat = AffiliationFactory()
    colleague = AffiliationFactory(organisation=hat.organisation)
    dossiers = [make_dossier(referent=hat) for _turn in range(2)]
    MembershipFactory(dossier=dossiers[1], affiliation=colleague, role="partner")
    absence = away(hat, substitute=colleague)

    keep_entry(timezone.now())
    again = start_interim(absence=absence, by=None, at=timezone.now())

    after = actor_of(colleague, on=timezone.localdate() + dt.timedelta(days=10))
    assert READ_DOSSIER.allows(actor(colleague), dossiers[0])
    assert not READ_DOSSIER.allows(after, dossiers[0])
    assert referents(dossiers[0]) == [hat.pk]
    assert Entry.objects.filter(kind="member.joined").count() == 1
    assert again == 0


def test_a_second_interim_begins_in_the_hour_when_the_first_one_ends(clock):
    hat = AffiliationFactory()
    colleague = AffiliationFactory(organisation=hat.organisation)
    dossier = make_dossier(referent=hat)
    first = away(hat, substitute=colleague)
    keep_entry(timezone.now())
    declare_absence(
        affiliation=hat, from_on=first.until_on, until_on=first.until_on + dt.timedelta(days=5),
        substitute=colleague, by=actor(hat), at=timezone.now(),
    )  # fmt: skip

    reads = []
    midnight = dt.datetime.combine(first.until_on, dt.time(), timezone.get_default_timezone())
    for moment in (midnight - dt.timedelta(seconds=1), midnight, midnight + dt.timedelta(days=5)):
        clock.move_to(moment)
        keep_entry(timezone.now())
        reads.append(READ_DOSSIER.allows(actor(colleague), dossier))

    assert reads == [True, True, False]
    seats = dossier.memberships.filter(affiliation=colleague).order_by("started_on")
    assert list(seats.values_list("started_on", "until_on")) == [
        (first.from_on, first.until_on),
        (first.until_on, first.until_on + dt.timedelta(days=5)),
    ]


def test_ended_and_declared_again_within_the_hour_the_interim_takes_over_with_the_same_days():
    hat = AffiliationFactory()
    colleague = AffiliationFactory(organisation=hat.organisation)
    dossier = make_dossier(referent=hat)
    now = timezone.now()
    for _turn in range(2):
        absence = away(hat, substitute=colleague)
        keep_entry(now)
        assert READ_DOSSIER.allows(actor(colleague), dossier)
        end_absence(absence=absence, by=actor(hat), at=now)
        assert not READ_DOSSIER.allows(actor(colleague), dossier)


def test_row_security_and_rules_give_a_co_adviser_s_rights_for_the_absence_alone(sign_in, clock):
    hat = AffiliationFactory()
    colleague = AffiliationFactory(organisation=hat.organisation)
    dossier = make_dossier(referent=hat)
    absence = away(hat, substitute=colleague)
    client, page = sign_in(colleague), reverse("dossier_page", args=[dossier.public_id])
    assert client.get(page).status_code == 404

    keep_entry(timezone.now())
    co_adviser = MembershipFactory(
        dossier=dossier, affiliation=AffiliationFactory(organisation=hat.organisation)
    ).affiliation
    assert rights(actor(colleague), dossier) == rights(actor(co_adviser), dossier)
    assert client.get(page).status_code == 200
    clock.shift(dt.timedelta(days=9))
    assert sign_in(colleague).get(page).status_code == 200
    clock.shift(dt.timedelta(days=1))  # the day of return: nobody had to end anything
    assert sign_in(colleague).get(page).status_code == 404
    assert rights(actor(colleague), dossier).is_empty
    assert absence.until_on == timezone.localdate()
