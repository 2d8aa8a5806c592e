"""Who is told of an emergency, at once; who is reminded, when its review is late."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.telling import keep_doors
from tests.dossiers.emergencies import known, opened, trusted
from tests.factories import AffiliationFactory
from tests.jobs import delivered
from tests.space.situations import account_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def access(clock):
    """An emergency on the dossier of somebody with an address, a référent and an officer."""
    hat = AffiliationFactory(user__email="referente@organisme.example")
    dossier = known(hat)
    contact = dossier.person.contact
    contact.emails = "camille@courriel.example\n"
    contact.save()
    AffiliationFactory(
        role=AffiliationRole.DATA_PROTECTION, organisation=hat.organisation,
        user__email="dpo@organisme.example",
    )  # fmt: skip
    return opened(trusted(user__last_name="Urgence"))


def sent():
    return sorted(one.to[0] for one in delivered())


def test_the_person_the_referent_and_the_officer_are_told_once_and_nothing_is_named(access):
    for _round in "12":
        keep_doors(timezone.now())

    assert sent() == [
        "camille@courriel.example", "dpo@organisme.example", "referente@organisme.example",
    ]  # fmt: skip
    said = "".join(one.subject + one.body for one in delivered())
    for secret in ("Camille", "Durand", "Urgence", "Menace", "Personne"):
        assert secret not in said
    access.refresh_from_db()
    assert access.told_at == timezone.now()


def test_her_own_account_is_told_too(access):
    user = account_of(access.dossier.person)

    keep_doors(timezone.now())

    assert user.email in sent()


def test_a_late_review_is_recalled_once_to_the_officer(access, clock):
    keep_doors(timezone.now())
    delivered().clear()
    clock.shift(dt.timedelta(days=5))
    keep_doors(timezone.now())
    assert sent() == []
    clock.shift(dt.timedelta(days=1))

    for _round in "12":
        keep_doors(timezone.now())

    assert sent() == ["dpo@organisme.example"]
    access.refresh_from_db()
    assert access.closed_at == access.expires_at


def test_without_an_officer_in_the_body_the_operators_is_told():
    known()
    opened()
    AffiliationFactory(
        role=AffiliationRole.DATA_PROTECTION, organisation__kind="operator",
        user__email="dpo@plateforme.example",
    )  # fmt: skip

    keep_doors(timezone.now())

    assert "dpo@plateforme.example" in sent()
