import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import FederatedIdentity
from jalon.dossiers.operations import CannotHaveCode, hand_space_code
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.people.models import SpaceCode
from tests.factories import AffiliationFactory, MembershipFactory, actor
from tests.space.situations import account_of, camille

pytestmark = pytest.mark.django_db


def hand(dossier, hat=None):
    by = actor(hat or dossier.referent.affiliation)
    return hand_space_code(dossier=dossier, by=by, at=timezone.now())


def test_the_referent_hands_a_number_of_which_only_a_fingerprint_is_kept():
    dossier = camille()

    first, second = hand(dossier), hand(dossier)

    assert first != second
    assert len(second) == 10
    ended, standing = SpaceCode.objects.order_by("pk")
    assert (ended.ended_at is None, standing.ended_at) == (False, None)
    assert standing.expires_at - standing.made_at == dt.timedelta(days=30)
    assert second.encode() not in bytes(standing.fingerprint)
    fact = Entry.objects.filter(kind="space_code.handed").last()
    assert second not in str(fact.payload)


def test_nobody_else_hands_it_and_not_where_it_would_open_nothing():
    dossier = camille()
    adviser = MembershipFactory(dossier=dossier).affiliation

    for hat in (adviser, AffiliationFactory()):
        with pytest.raises(Denied):
            hand(dossier, hat)
    FederatedIdentity.objects.create(
        user=account_of(dossier.person), provider="franceconnect", issuer="https://fc.example",
        subject="s", linked_at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(CannotHaveCode):
        hand(dossier)
    unborn = camille(AffiliationFactory())
    unborn.person.birth_day = unborn.person.birth_month = unborn.person.birth_year = None
    unborn.person.save()
    with pytest.raises(CannotHaveCode):
        hand(unborn)
    assert not SpaceCode.objects.exists()
