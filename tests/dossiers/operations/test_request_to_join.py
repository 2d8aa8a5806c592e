from dataclasses import replace

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import JoinRequest, Membership
from jalon.dossiers.operations import request_to_join
from jalon.dossiers.operations.request_to_join import NobodyMet, NothingToAsk
from jalon.kernel.errors import Denied
from jalon.people.queries import Keys
from tests.dossiers.emergencies import IDENTITY, NUMBER, known, now_acting
from tests.factories import AffiliationFactory, MembershipFactory
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def ask(hat=None, **fields):
    said = {"identity": IDENTITY, "keys": Keys(france_travail=NUMBER), "role": "partner"}
    return request_to_join(
        **{**said, "reason": "Je la reçois chaque semaine.", **fields},
        by=now_acting(hat or AffiliationFactory()), at=timezone.now(),
    )  # fmt: skip


def test_asking_gives_no_right_and_keeps_what_was_typed_alone():
    dossier, hat = known(), AffiliationFactory()

    request = ask(hat)

    assert request.shown_as == "Camille D."
    assert not Membership.objects.filter(affiliation=hat).exists()
    fact = {"dossier_id": dossier.pk, "request_id": request.pk}
    assert recorded() == [("join.requested", fact)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"identity": replace(IDENTITY, birth_name="Autre")},
        {"identity": replace(IDENTITY, birth_day=13)},
        {"keys": Keys(france_travail="7654321B")},
        {"keys": Keys()},
    ],
)
def test_what_does_not_agree_and_what_does_not_exist_are_answered_alike(wrong):
    known()

    with pytest.raises(NobodyMet) as refusal:
        ask(**wrong)
    assert str(refusal.value).startswith("Aucun dossier ouvert ne correspond exactement.")
    assert not JoinRequest.objects.exists()


def test_neither_twice_nor_by_the_team_nor_to_lead():
    dossier, hat = known(), AffiliationFactory()
    ask(hat)

    with pytest.raises(NothingToAsk):
        ask(hat)
    with pytest.raises(NothingToAsk):
        ask(MembershipFactory(dossier=dossier).affiliation)
    with pytest.raises(NothingToAsk):
        ask(role="referent")


def test_roles_without_people_do_not_ask():
    known()
    for role in (AffiliationRole.STEERING, AffiliationRole.DATA_PROTECTION):
        with pytest.raises(Denied):
            ask(AffiliationFactory(role=role))
