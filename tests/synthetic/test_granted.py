"""A project of the demonstration: selected, agreed upon, paid a first time, whatever the season."""

from datetime import date

import pytest

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.grants.models import Agreement
from jalon.grants.queries.essential import subsidies_of
from jalon.grants.queries.totals import totals_of
from jalon.journal.models import Entry
from jalon.synthetic.granted import grant_project
from tests.calls.situations import hat_of_the_state
from tests.contracts.conftest import demonstration_signature, signing_folder

__all__ = ["demonstration_signature", "signing_folder"]
pytestmark = pytest.mark.django_db


def test_one_project_is_in_force_and_its_advance_is_paid_before_today():
    today = date(2027, 3, 29)  # of all days, when a project has begun the latest
    bodies = {
        key: hat_of_the_state(kind).organisation
        for key, kind in (
            ("pref-region", OrganisationKind.PREFECTURE_REGION),
            ("cd", OrganisationKind.DEPARTEMENT),
        )
    }
    for one in bodies.values():
        hat_of_the_state(role=AffiliationRole.MANAGER, organisation=one)

    grant_project(bodies, today)

    agreement = Agreement.objects.select_related("project__call").get()
    found = totals_of(agreement)
    assert agreement.state == "in_force"
    assert (found.granted_cents, found.paid_cents) == (300_000_00, 90_000_00)
    assert [one.cents for one in subsidies_of(agreement.project.call)] == [300_000_00]
    assert agreement.project.is_synthetic
    assert Entry.objects.order_by("-at")[0].at.date() <= today
