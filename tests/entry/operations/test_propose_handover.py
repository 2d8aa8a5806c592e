import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Objection
from jalon.dossiers.rules import READ_DOSSIER
from jalon.entry.models import Handover
from jalon.entry.operations import propose_handover
from jalon.entry.operations.propose_handover import CannotTakeOver, NoNote
from jalon.kernel.errors import Denied
from jalon.wording.guard import WordsToReview
from tests.entry.situations import NOTE, offered, referents
from tests.factories import AffiliationFactory, actor, make_dossier

pytestmark = pytest.mark.django_db


def test_nothing_changes_before_the_answer():
    receiver = AffiliationFactory()

    handover = offered(receiver)

    dossier = handover.dossier
    assert referents(dossier) == [dossier.referent.affiliation_id]
    assert not READ_DOSSIER.allows(actor(receiver), dossier)
    assert (handover.note, handover.shown_as) == (NOTE, "Camille P.")


def test_the_manager_of_the_lead_body_may_and_a_stranger_may_not():
    dossier, receiver = make_dossier(), AffiliationFactory()
    lead = dossier.referent.organisation
    manager = AffiliationFactory(organisation=lead, role=AffiliationRole.MANAGER)
    asked = {"dossier": dossier, "affiliation": receiver, "note": NOTE, "at": timezone.now()}

    with pytest.raises(Denied):
        propose_handover(**asked, by=actor(AffiliationFactory(role=AffiliationRole.MANAGER)))
    assert propose_handover(**asked, by=actor(manager)).proposed_by == manager
    with pytest.raises(CannotTakeOver):
        propose_handover(**asked, by=actor(manager))


@pytest.mark.parametrize(
    ("kind", "note", "refusal"),
    [
        ("caf", NOTE, CannotTakeOver),
        ("ccas", " ", NoNote),
        ("ccas", "Elle sort d'une cure de désintoxication.", WordsToReview),
    ],
)
def test_refused(kind, note, refusal):
    dossier = make_dossier()

    with pytest.raises(refusal):
        propose_handover(
            dossier=dossier, affiliation=AffiliationFactory(organisation__kind=kind), note=note,
            by=actor(dossier.referent.affiliation), at=timezone.now(),
        )  # fmt: skip

    assert not Handover.objects.exists()


def test_the_referent_from_whom_the_person_keeps_her_team_proposes_none():
    dossier = make_dossier()
    Objection.objects.create(
        dossier=dossier, organisation=None, block="T", granted_at=timezone.now()
    )

    with pytest.raises(Denied):
        propose_handover(
            dossier=dossier, affiliation=AffiliationFactory(), note=NOTE,
            by=actor(dossier.referent.affiliation), at=timezone.now(),
        )  # fmt: skip
