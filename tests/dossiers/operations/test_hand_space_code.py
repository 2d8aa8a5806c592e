import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import FederatedIdentity
from jalon.dossiers.operations import CannotHaveCode, hand_space_code
from jalon.dossiers.queries.spaces_opened import TooManySpaces
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.people.models import SpaceCode
from jalon.vigilance.counting import BudgetExceeded
from jalon.vigilance.models import Sighting, Standing
from tests.factories import AffiliationFactory, MembershipFactory, actor
from tests.jobs import delivered
from tests.space.situations import account_of, camille

pytestmark = pytest.mark.django_db


def hand(dossier, hat=None):
    by = actor(hat or dossier.referent.affiliation)
    return hand_space_code(dossier=dossier, by=by, at=timezone.now())


def test_the_referent_hands_a_number_of_which_only_a_fingerprint_is_kept():
    dossier = camille()

    first, second = hand(dossier).number, hand(dossier).number

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


def test_she_is_told_at_her_addresses_by_a_link_that_names_nobody():
    dossier = camille()
    dossier.person.contact.emails = "camille@courriel.example\nautre@courriel.example\n"
    dossier.person.contact.save()

    handed = hand(dossier)

    mails = delivered()
    assert {one.to[0] for one in mails} == {"camille@courriel.example", "autre@courriel.example"}
    said = "".join(f"{one.subject} {one.body}" for one in mails)
    assert "/mon-espace" in said
    assert not any(word in said for word in (handed.number, "Durand", "Weber"))
    assert (handed.sent_to, handed.awaits_officer) == ("", False)  # nobody had this space yet


def test_ten_a_day_are_handed_by_one_human_and_none_once_stopped():
    dossier = camille()
    hat = dossier.referent.affiliation
    other = AffiliationFactory(user=hat.user)  # another hat of the same human
    elsewhere = camille(other)
    for _number in range(5):
        hand(dossier)
        hand(elsewhere)

    for theirs in (dossier, elsewhere):
        with pytest.raises(TooManySpaces):
            hand(theirs)
    assert Sighting.objects.filter(user=hat.user, opened=True).count() == 2
    Standing.objects.create(user=hat.user, stopped_at=timezone.now())
    SpaceCode.objects.all().delete()
    with pytest.raises(BudgetExceeded):
        hand(dossier)
    assert not SpaceCode.objects.exists()
