import subprocess
from io import BytesIO

import pikepdf
import pytest

from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from jalon.grants.operations import sign_agreement
from jalon.grants.operations.sign_agreement import SamePerson
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from jalon.projects.models import Project
from jalon.strategies.models import Strategy
from jalon.strategies.operations import draft_strategy
from tests.appraisal.situations import AT
from tests.factories import AffiliationFactory, actor
from tests.grants.situations import accepted, carrier_signed, kinds_of
from tests.strategies.situations import department

pytestmark = pytest.mark.django_db


def test_the_carrier_then_the_state_two_seals_on_one_tagged_file(tmp_path):
    world = accepted()
    said = {"agreement": world.agreement, "at": AT}
    with pytest.raises(NotInThisState):
        sign_agreement(by=world.head, **said)  # the carrier signs first
    for who in (world.carrier, world.officer, world.partner, world.rival):
        with pytest.raises(Denied):
            sign_agreement(by=who, **said)

    first = bytes(sign_agreement(by=world.president, **said).document)
    assert world.agreement.state == "prepared"
    version = sign_agreement(by=world.head, **said)

    whole = bytes(version.document)
    assert whole.startswith(first)  # the second seal leaves the first one as it is
    with pikepdf.open(BytesIO(whole)) as document:
        assert "/StructTreeRoot" in document.Root
        names = [str(one["/T"]) for one in document.Root["/AcroForm"]["/Fields"]]
    assert names == ["Porteur", "Etat"]
    kept = tmp_path / "convention.pdf"
    kept.write_bytes(whole)
    found = subprocess.run(["pdfsig", kept], capture_output=True, text=True, check=False).stdout
    assert found.count("Signature is Valid") == 2
    assert (world.agreement.state, world.agreement.entered_at) == ("in_force", AT)
    assert kinds_of(world.project)[-2:] == ["agreement.signed"] * 2


def test_the_same_human_does_not_sign_for_both_sides():
    world = carrier_signed()
    human = Affiliation.objects.get(pk=world.president.affiliation_id).user
    own = actor(
        AffiliationFactory(
            user=human, role=AffiliationRole.MANAGER, organisation_id=world.head.organisation_id
        )
    )
    with pytest.raises(SamePerson):
        sign_agreement(agreement=world.agreement, by=own, at=AT)


def test_the_strategy_that_the_project_contains_is_adopted_with_it():
    world, place = accepted(), department()
    Organisation.objects.filter(pk=world.project.carrier_id).update(territory=place)
    strategy = draft_strategy(territory=place, title="La nôtre", by=world.carrier, at=AT)
    Project.objects.filter(pk=world.project.pk).update(strategy=strategy)

    sign_agreement(agreement=world.agreement, by=world.president, at=AT)
    sign_agreement(agreement=world.agreement, by=world.head, at=AT)

    adopted = Strategy.objects.get(pk=strategy.pk)
    assert (adopted.status, world.agreement.strategy) == ("adopted", adopted)
    assert adopted.adopted_by_id == world.head.affiliation_id
    assert adopted.adoption_text == "Convention 2027-012"
