import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.directory.departures import LastManager
from jalon.directory.operations import end_affiliation
from jalon.dossiers.operations import StillReferent
from jalon.kernel.errors import Denied
from tests.directory.situations import administrator, everyone_else, manager_of
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    actor,
    make_dossier,
)
from tests.facts import recorded, refused


def end(affiliation, by):
    return end_affiliation(affiliation=affiliation, by=by, at=timezone.now())


@pytest.mark.django_db
def test_a_place_ends_today_and_gives_no_right_any_more():
    hat = AffiliationFactory()
    by = manager_of(hat.organisation)

    end(hat, by)

    hat.refresh_from_db()
    assert hat.ended_on == by.today
    assert hat not in Affiliation.objects.in_force(by.today)
    fact = {
        "affiliation_id": hat.pk,
        "user_id": hat.user_id,
        "organisation_id": hat.organisation_id,
        "role": "professional",
    }
    assert recorded() == [("affiliation.ended", fact)]


@pytest.mark.django_db
def test_a_place_that_was_to_start_later_never_gives_a_right():
    hat = AffiliationFactory(started_on=timezone.localdate() + dt.timedelta(days=10))

    end(hat, manager_of(hat.organisation))

    hat.refresh_from_db()
    assert hat.ended_on == hat.started_on


@pytest.mark.django_db
def test_ending_twice_is_one_fact():
    hat = AffiliationFactory()
    by = manager_of(hat.organisation)

    end(hat, by)
    end(hat, by)

    assert len(recorded()) == 1


@pytest.mark.django_db
def test_the_last_manager_names_a_successor_first():
    organisation = OrganisationFactory(short_name="CCAS")
    by = manager_of(organisation)
    own = Affiliation.objects.get(pk=by.affiliation_id)

    sentence = "CCAS n’aurait plus de responsable : nommez d’abord quelqu’un d’autre."
    with refused(LastManager, sentence):
        end(own, by)

    own.refresh_from_db()
    assert own.ended_on is None
    manager_of(organisation)
    assert end(own, by).ended_on == by.today


@pytest.mark.django_db
def test_a_successor_is_another_human_who_has_not_left():
    organisation = OrganisationFactory(short_name="CCAS")
    by = manager_of(organisation)
    own = Affiliation.objects.get(pk=by.affiliation_id)
    AffiliationFactory(
        organisation=organisation, role=AffiliationRole.MANAGER, user__is_active=False
    )
    AffiliationFactory(organisation=organisation, role=AffiliationRole.MANAGER, ended_on=by.today)

    sentence = "CCAS n’aurait plus de responsable : nommez d’abord quelqu’un d’autre."
    with refused(LastManager, sentence):
        end(own, by)


@pytest.mark.django_db
def test_people_are_handed_over_before_their_referent_leaves():
    hat = AffiliationFactory()
    by = manager_of(hat.organisation)
    make_dossier(referent=hat)
    make_dossier(referent=hat)

    sentence = "2 personnes resteraient sans référent ou référente : passez d’abord le relais."
    with refused(StillReferent, sentence):
        end(hat, by)

    hat.refresh_from_db()
    assert hat.ended_on is None


@pytest.mark.django_db
def test_the_other_seats_of_who_leaves_end_with_the_place():
    hat = AffiliationFactory()
    seat = MembershipFactory(dossier=make_dossier(), affiliation=hat)

    end(hat, manager_of(hat.organisation))

    seat.refresh_from_db()
    assert seat.ended_at is not None
    assert [kind for kind, _ in recorded()] == ["member.left", "affiliation.ended"]


@pytest.mark.django_db
def test_who_answers_for_nothing_here_ends_nothing():
    hat = AffiliationFactory()

    sentence = "Seule une personne responsable de cet organisme met fin à ses rattachements."
    for someone in [*everyone_else(hat.organisation), administrator(), actor(hat)]:
        with refused(Denied, sentence):
            end(hat, someone)


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_end_each_other_at_once_do_not_both_succeed(at_once):
    organisation = OrganisationFactory()
    one, other = manager_of(organisation), manager_of(organisation)
    hat_of = {by: Affiliation.objects.get(pk=by.affiliation_id) for by in (one, other)}

    results = at_once(lambda: end(hat_of[other], one), lambda: end(hat_of[one], other))

    assert sorted(type(result).__name__ for result in results) == ["Affiliation", "LastManager"]
    assert Affiliation.objects.in_force(one.today).count() == 1
