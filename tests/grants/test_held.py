"""An agreement holds its project until it is over."""

import pytest
import time_machine
from django.urls import reverse

from jalon.accounts.models import Affiliation
from jalon.grants.operations import draft_agreement, end_agreement, send_agreement
from jalon.projects.operations import withdraw_project
from jalon.projects.operations.withdraw_project import ProjectHeld
from tests.appraisal.situations import AT
from tests.grants.situations import in_force, selected

pytestmark = pytest.mark.django_db


def _withdraw(world):
    return withdraw_project(project=world.project, reason="Autre voie", by=world.carrier, at=AT)


def test_a_project_with_an_agreement_is_withdrawn_once_the_state_has_ended_it(sign_in):
    world, proposed = in_force(), selected()
    draft_agreement(project=proposed.project, reference="2027-013", by=proposed.officer, at=AT)
    send_agreement(agreement=proposed.agreement, by=proposed.officer, at=AT)
    for one, said in ((world, "de la résilier"), (proposed, "d’y renoncer")):
        with pytest.raises(ProjectHeld, match=said):
            _withdraw(one)
        with time_machine.travel(AT, tick=False):
            hat = Affiliation.objects.get(pk=one.carrier.affiliation_id)
            page = reverse("withdraw_project", args=[one.project.public_id])
            shown = sign_in(hat).get(page).content.decode()
        assert said in shown
        assert 'name="reason"' not in shown
        end_agreement(
            agreement=one.agreement, reason="carrier", words="À sa demande", by=one.head, at=AT
        )
        assert _withdraw(one).state == "withdrawn"


def test_a_draft_that_the_carrier_has_not_read_holds_nothing():
    world = selected()
    draft_agreement(project=world.project, reference="2027-012", by=world.officer, at=AT)
    assert _withdraw(world).state == "withdrawn"
