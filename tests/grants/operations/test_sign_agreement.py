import subprocess
from io import BytesIO

import pikepdf
import pytest

from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from jalon.grants.checking import DoesNotAddUp
from jalon.grants.operations import (
    amend_agreement,
    revise_agreement,
    send_agreement,
    sign_agreement,
)
from jalon.grants.operations.accept_agreement import NotWhatWasRead
from jalon.grants.operations.sign_agreement import SamePerson
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from jalon.projects.models import Filing, Project
from jalon.projects.queries.content import content_of, fingerprint
from jalon.strategies.models import Strategy
from jalon.strategies.operations import draft_strategy
from tests.appraisal.situations import AT
from tests.factories import AffiliationFactory, actor
from tests.grants.situations import BEGUN, accepted, asked, carrier_signed, in_force, kinds_of
from tests.strategies.situations import department

pytestmark = pytest.mark.django_db


def test_the_carrier_then_the_state_two_seals_on_one_tagged_file(tmp_path):
    world = accepted()
    said = {"agreement": world.agreement, "seen": 1, "at": AT}
    with pytest.raises(NotInThisState):
        sign_agreement(by=world.head, **said)  # the carrier signs first
    for who in (world.carrier, world.officer, world.partner, world.rival):
        with pytest.raises(Denied):
            sign_agreement(by=who, **said)
    with pytest.raises(NotWhatWasRead):
        sign_agreement(by=world.president, **{**said, "seen": 2})

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
        sign_agreement(agreement=world.agreement, seen=1, by=own, at=AT)


def test_a_payment_asked_since_it_was_written_stops_an_amendment_that_changes_it():
    world = in_force()
    amend_agreement(agreement=world.agreement, change="Plus", by=world.officer, at=AT)
    schedule = world.version.schedule
    schedule[0]["cents"], schedule[1]["cents"] = schedule[1]["cents"], schedule[0]["cents"]
    said = {"agreement": world.agreement, "by": world.officer, "at": BEGUN}
    revise_agreement(changes={"schedule": schedule}, seen=1, **said)
    send_agreement(**said)
    accepted(world)
    asked(world)

    with pytest.raises(DoesNotAddUp):
        sign_agreement(agreement=world.agreement, seen=2, by=world.president, at=BEGUN)


@pytest.mark.parametrize("change", ["nothing", "strategy", "proposer"])
def test_the_strategy_that_was_filed_is_adopted_with_it_and_no_other(change):
    world, place = accepted(), department()
    Organisation.objects.filter(pk=world.project.carrier_id).update(territory=place)
    strategy = draft_strategy(territory=place, title="La nôtre", by=world.carrier, at=AT)
    if change == "proposer":
        human = Affiliation.objects.get(pk=world.carrier.affiliation_id).user_id
        Affiliation.objects.filter(pk=world.president.affiliation_id).update(user_id=human)
    Project.objects.filter(pk=world.project.pk).update(strategy=strategy)
    _file_again(world.project)
    if change == "strategy":
        Strategy.objects.filter(pk=strategy.pk).update(title="Une autre")

    sign_agreement(agreement=world.agreement, seen=1, by=world.president, at=AT)
    sign_agreement(agreement=world.agreement, seen=1, by=world.head, at=AT)

    assert world.agreement.state == "in_force"
    adopted = Strategy.objects.get(pk=strategy.pk)
    if change != "nothing":
        assert (adopted.status, world.agreement.strategy) == ("draft", None)
        return
    assert (adopted.status, world.agreement.strategy) == ("adopted", adopted)
    assert adopted.adopted_by_id == world.head.affiliation_id
    assert adopted.adoption_text == "Convention 2027-012"


def _file_again(project):
    last, content = project.filings.order_by("-number")[0], content_of(project)
    Filing.objects.create(
        project=project, version_id=last.version_id, number=last.number + 1, content=content,
        eligibility=last.eligibility, digest=fingerprint(content), filed_by_id=last.filed_by_id,
        filed_at=AT,
    )  # fmt: skip
