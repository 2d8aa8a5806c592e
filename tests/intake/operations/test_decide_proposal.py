import pytest
from django.utils import timezone

from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import revise_block
from jalon.intake.models import Proposal
from jalon.intake.operations import AlreadyDecided, NumberTaken, ValueChangedSince, decide_proposal
from jalon.intake.queries.proposals import decidable_proposals
from jalon.intake.rules import DECIDE_PROPOSAL
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.people.models import Identifier, Person
from tests.factories import AffiliationFactory, MembershipFactory, PersonFactory, actor
from tests.intake.situations import ZOE, applied, sender

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return sender()


@pytest.fixture
def referent(manager):
    return actor(
        AffiliationFactory(organisation_id=manager.organisation_id, user__email="ref@cd.example")
    )


def propose(manager, referent, **changes):
    line = {**ZOE, "Accompagnateurs": "ref@cd.example"}
    applied(line, by=manager)
    applied({**line, **changes}, by=manager)


def decide(referent, *, accept):
    return decide_proposal(
        proposal=Proposal.objects.get(), accept=accept, by=referent, at=timezone.now()
    )


def test_an_accepted_value_is_in_the_dossier_with_its_facts(manager, referent):
    propose(manager, referent, **{"Niveau de formation": "Bac"})

    decide(referent, accept=True)

    dossier = Dossier.objects.get()
    assert dossier.education.level == "NV4"
    facts = Entry.objects.filter(stream=dossier.stream).order_by("position")
    assert [(fact.position, fact.kind) for fact in facts] == [
        (1, "dossier.opened"),
        (2, "block.revised"),
        (3, "proposal.accepted"),
    ]


def test_a_refused_value_is_not(manager, referent):
    propose(manager, referent, **{"Niveau de formation": "Bac"})

    decided = decide(referent, accept=False)

    assert Dossier.objects.get().education.level == "NV5"
    assert (decided.state, decided.decided_by_id) == ("refused", referent.affiliation_id)


@pytest.mark.parametrize(
    ("title", "text", "read"),
    [
        ("Nom", "Martin", lambda p: p.usage_name),
        (
            "Date de naissance",
            "02/10/1995",
            lambda p: f"{p.birth_day:02}/{p.birth_month}/{p.birth_year}",
        ),
        ("Téléphone", "07 39 98 00 00", lambda p: p.contact.phones.split("\n")[1]),
        ("Numéro allocataire", "7654321", lambda p: p.identifiers.get(kind="benefit").value),
        ("Situation", "CDI", lambda p: p.dossiers.get().work.situation),
    ],
)
def test_each_kind_of_value_can_be_accepted(manager, referent, title, text, read):
    propose(manager, referent, **{title: text})

    decide(referent, accept=True)

    expected = {"07 39 98 00 00": "+33739980000", "CDI": "permanent_full"}.get(text, text)
    assert read(Person.objects.get()) == expected


def test_who_pays_decides_on_rights_and_the_referent_does_not(manager, referent):
    propose(manager, referent, RQTH="Oui")
    caf = AffiliationFactory(organisation__kind="caf")
    MembershipFactory(dossier=Dossier.objects.get(), affiliation=caf)

    with pytest.raises(Denied):
        decide(referent, accept=True)
    decide(actor(caf), accept=True)

    assert Dossier.objects.get().rights.has_rqth is True


def test_a_value_that_changed_since_is_not_overwritten(manager, referent):
    propose(manager, referent, **{"Niveau de formation": "Bac"})
    revise_block(
        dossier=Dossier.objects.get(), block="education", before={"level": "NV5"},
        after={"level": "NV3"}, by=referent, at=timezone.now(),
    )  # fmt: skip

    with pytest.raises(ValueChangedSince):
        decide(referent, accept=True)
    assert (Dossier.objects.get().education.level, Proposal.objects.get().state) == (
        "NV3",
        "proposed",
    )


def test_a_number_that_changed_since_is_not_overwritten(manager, referent):
    propose(manager, referent, **{"Numéro allocataire": "7654321"})
    Identifier.objects.filter(kind="benefit").update(value="1111111")

    with pytest.raises(ValueChangedSince):
        decide(referent, accept=True)


def test_a_number_taken_meanwhile_is_refused_and_the_transaction_goes_on(manager, referent):
    propose(manager, referent, **{"Identifiant France Travail": "7654321B"})
    other = PersonFactory()
    other.identifiers.create(kind="france_travail", value="7654321B")

    with pytest.raises(NumberTaken) as refusal:
        decide(referent, accept=True)

    assert "7654321B" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__
    assert Identifier.objects.get(kind="france_travail", value="1234567A").person_id != other.pk
    assert Proposal.objects.get().state == "proposed"


def test_a_decision_is_taken_once(manager, referent):
    propose(manager, referent, **{"Niveau de formation": "Bac"})
    decide(referent, accept=False)

    with pytest.raises(AlreadyDecided):
        decide(referent, accept=True)


def test_the_sender_of_the_list_does_not_decide_and_the_list_of_proposals_agrees(manager, referent):
    propose(manager, referent, **{"Niveau de formation": "Bac"})
    proposal = Proposal.objects.get()

    for someone in (manager, referent, sender()):
        assert (proposal in decidable_proposals(someone)) == DECIDE_PROPOSAL.allows(
            someone, proposal
        )
    assert list(decidable_proposals(referent)) == [proposal]
    with pytest.raises(Denied):
        decide(manager, accept=True)
