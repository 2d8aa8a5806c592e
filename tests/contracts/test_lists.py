"""Pages take as many statements for three lines as for one."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jalon.contracts.models import EngagementContract
from jalon.contracts.operations import propose_commitment
from tests.contracts.situations import drafted, followed, signed, today
from tests.factories import AffiliationFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def promise(one):
    """One more of each side."""
    for body in (None, one.dossier.referent.organisation):
        propose_commitment(
            dossier=one.dossier, text="Encore une promesse", due_on=today(), organisation=body,
            by=one.by, at=timezone.now(),
        )  # fmt: skip


def older(one, days):
    EngagementContract.objects.create(
        dossier=one.dossier, organisation=one.dossier.referent.organisation, kind="cer",
        state="ended", started_on=today() - dt.timedelta(days=days), drafted_at=timezone.now(),
        drafted_by=one.dossier.referent.affiliation,
    )  # fmt: skip


def counted(client, address):
    client.get(address)  # what a process reads once is read
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address)
    assert page.status_code == 200
    return len(asked), page.text.count("data-list-item")


def test_commitments_of_1_and_3(sign_in):
    one = followed()
    promise(one)
    client = sign_in(one.dossier.referent.affiliation)
    address = reverse("commitments", args=[one.dossier.public_id])

    statements, lines = counted(client, address)
    promise(one)
    promise(one)

    assert counted(client, address) == (statements, lines + 4)


def test_contracts_of_1_and_3(sign_in):
    one = signed()
    client = sign_in(one.dossier.referent.affiliation)
    address = reverse("contracts", args=[one.dossier.public_id])
    older(one, 900)

    statements, lines = counted(client, address)
    older(one, 600)
    older(one, 700)

    assert counted(client, address) == (statements, lines + 2)


def test_offer_of_1_and_3(sign_in):
    one = drafted()
    client = sign_in(one.dossier.referent.affiliation)
    address = reverse("offer_contract", args=[one.dossier.public_id, one.contract.public_id])

    statements, lines = counted(client, address)
    promise(one)

    assert counted(client, address) == (statements, lines + 2)


@pytest.fixture
def shown(sign_in):
    """A dossier with a contract being prepared, its référent and its payer."""
    one = drafted()
    payer = AffiliationFactory(organisation__kind="caf")
    MembershipFactory(dossier=one.dossier, affiliation=payer)
    one.address = reverse("dossier_page", args=[one.dossier.public_id])
    one.own, one.outlined = sign_in(one.dossier.referent.affiliation), sign_in(payer)
    return one


def sign_an_older(one):
    older(one, 300)
    EngagementContract.objects.filter(state="ended").update(
        state="signed", signed_at=timezone.now()
    )


def test_contract_of_1_and_3(shown):
    statements, lines = counted(shown.own, shown.address)
    sign_an_older(shown)
    promise(shown)

    assert counted(shown.own, shown.address) == (statements, lines + 1)


def test_outline_of_1_and_3(shown):
    statements, lines = counted(shown.outlined, shown.address)
    sign_an_older(shown)

    assert counted(shown.outlined, shown.address) == (statements, lines + 1)
