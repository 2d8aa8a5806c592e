import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier, Membership
from jalon.dossiers.operations import (
    RequestOver,
    accept_join_request,
    refuse_join_request,
)
from jalon.dossiers.queries.ways_in import to_decide
from jalon.kernel.errors import Denied
from tests.directory.situations import administrator
from tests.dossiers.emergencies import known
from tests.dossiers.operations.test_request_to_join import ask
from tests.entry.situations import handed_over
from tests.factories import AffiliationFactory, MembershipFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def accept(request, by, *, days=90):
    until = timezone.localdate() + dt.timedelta(days=days)
    return accept_join_request(request=request, until_on=until, by=by, at=timezone.now())


def test_the_referent_lets_in_until_a_day():
    dossier, hat = known(), AffiliationFactory()
    request = ask(hat)

    seat = accept(request, actor(dossier.referent.affiliation))

    assert (seat.affiliation_id, seat.role) == (hat.pk, "partner")
    assert seat.until_on == timezone.localdate() + dt.timedelta(days=90)
    fact = {"dossier_id": dossier.pk, "request_id": request.pk, "membership_id": seat.pk}
    assert recorded()[-1] == ("join.accepted", fact)
    with pytest.raises(RequestOver):
        accept(request, actor(dossier.referent.affiliation))


def test_nobody_is_let_in_where_nobody_is_followed_any_more():
    dossier, hat = known(), AffiliationFactory()
    request, by = ask(hat), actor(dossier.referent.affiliation)
    assert list(to_decide(by, at=timezone.now())) == [request]
    Dossier.objects.filter(pk=dossier.pk).update(closed_at=timezone.now())

    assert list(to_decide(by, at=timezone.now())) == []
    with pytest.raises(RequestOver):
        accept(request, by)
    assert not Membership.objects.filter(affiliation=hat).exists()


def deciders(dossier, hat):
    """Those who never let anybody in: the platform, managers, the team, whoever asked."""
    lead = dossier.referent.organisation
    return [
        administrator(),
        actor(role=AffiliationRole.MANAGER),
        actor(role=AffiliationRole.MANAGER, organisation=lead),
        actor(role=AffiliationRole.MANAGER, organisation=hat.organisation),
        actor(role=AffiliationRole.DATA_PROTECTION, organisation=lead),
        actor(MembershipFactory(dossier=dossier).affiliation),
        actor(hat),
    ]


def test_nobody_else_lets_in_never_platform_staff_nor_a_manager():
    dossier, hat = known(), AffiliationFactory()
    request = ask(hat)

    for by in deciders(dossier, hat):
        with pytest.raises(Denied):
            accept(request, by)
        with pytest.raises(Denied):
            refuse_join_request(request=request, answer="Non.", by=by, at=timezone.now())
    assert not Membership.objects.filter(affiliation=hat).exists()


def test_the_referent_does_not_let_in_another_hat_of_their_own():
    dossier = known()
    own = AffiliationFactory(user=dossier.referent.affiliation.user)

    with pytest.raises(Denied):
        accept(ask(own), actor(dossier.referent.affiliation))


def test_whoever_is_the_referent_by_now_decides():
    dossier = known()
    request, before = ask(), actor(dossier.referent.affiliation)
    receiver = AffiliationFactory()
    handed_over(dossier, receiver)
    request.refresh_from_db()

    with pytest.raises(Denied):
        accept(request, before)
    assert accept(request, actor(receiver))


@pytest.mark.parametrize("why", ["refused", "expired", "left", "past"])
def test_what_is_over_lets_nobody_in(why, clock):
    dossier, hat = known(), AffiliationFactory()
    request, by = ask(hat), actor(dossier.referent.affiliation)
    if why == "refused":
        refuse_join_request(request=request, answer="Non.", by=by, at=timezone.now())
    elif why == "expired":
        clock.shift(dt.timedelta(days=30))
    elif why == "left":
        hat.ended_on = timezone.localdate()
        hat.save()

    with pytest.raises(RequestOver):
        accept(request, by, days=0 if why == "past" else 90)
    assert not Membership.objects.filter(affiliation=hat).exists()
