"""A transfer is asked of those who orient elsewhere, with the person's agreement."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.entry.models import Transfer
from jalon.entry.operations import request_transfer
from jalon.entry.operations.request_transfer import CannotMove
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.entry.situations import elsewhere, moving_to, officer
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    actor,
    make_dossier,
)

pytestmark = pytest.mark.django_db


def test_asked_once_of_another_département_with_her_agreement_and_it_gives_no_right():
    there, dossier = elsewhere(), make_dossier()
    here = OrganisationFactory(
        kind="departement", territory=dossier.referent.organisation.territory
    )
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    for hat, wrong in (
        (officer(here), {}),
        (AffiliationFactory(organisation__kind="siae"), {}),
        (there, {"note": " "}),
        (there, {"agreed_on": tomorrow}),
    ):
        with pytest.raises(CannotMove):
            moving_to(hat, dossier, **wrong)

    transfer = moving_to(there, dossier)
    with pytest.raises(CannotMove):
        moving_to(there, dossier)

    assert (transfer.state, transfer.shown_as[-1]) == ("pending", ".")
    assert dossier.memberships.filter(ended_at=None).count() == 1
    assert Entry.objects.filter(kind="transfer.requested").count() == 1
    assert Transfer.objects.count() == 1


def test_only_the_referent_asks():
    dossier = make_dossier()
    colleague = actor(MembershipFactory(dossier=dossier).affiliation)

    with pytest.raises(Denied):
        request_transfer(
            dossier=dossier, organisation=elsewhere().organisation, agreed_on=colleague.today,
            note="Elle part.", by=colleague, at=timezone.now(),
        )  # fmt: skip
