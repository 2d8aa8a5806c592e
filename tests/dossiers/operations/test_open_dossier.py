import pytest
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier, Education, Household, Membership, Rights, TeamRole, Work
from jalon.dossiers.operations import DossierAlreadyOpen, open_dossier
from jalon.kernel.errors import Denied
from jalon.people.models import Contact
from tests.factories import PersonFactory, actor, make_dossier
from tests.facts import recorded, refused

NOT_YOURS = "Seul un organisme qui accompagne des personnes peut ouvrir un dossier."
ALREADY = "Un dossier est déjà ouvert pour cette personne."


@pytest.mark.django_db
def test_whoever_opens_it_is_its_referent_and_its_blocks_are_ready():
    person, someone, at = PersonFactory(), actor(), timezone.now()

    dossier = open_dossier(person=person, by=someone, at=at)

    dossier.refresh_from_db()
    [seat] = dossier.memberships.all()
    assert (dossier.person, dossier.opened_at, dossier.closed_at) == (person, at, None)
    assert dossier.referent == seat
    assert (seat.role, seat.affiliation_id) == (TeamRole.REFERENT, someone.affiliation_id)
    assert (seat.organisation_id, seat.started_on) == (someone.organisation_id, someone.today)
    assert Contact.objects.get().person == person
    for block in (Household, Rights, Education, Work):
        assert block.objects.get().dossier == dossier


@pytest.mark.django_db
def test_one_fact_is_recorded():
    person = PersonFactory()

    dossier = open_dossier(person=person, by=actor(), at=timezone.now())

    assert recorded() == [
        (
            "dossier.opened",
            {
                "dossier_id": dossier.pk,
                "person_id": person.pk,
                "membership_id": dossier.referent_id,
            },
        )
    ]


@pytest.mark.django_db
def test_a_person_has_one_open_dossier():
    dossier = make_dossier()

    with refused(DossierAlreadyOpen, ALREADY):
        open_dossier(person=dossier.person, by=actor(), at=timezone.now())

    assert list(Dossier.objects.all()) == [dossier]
    assert list(Membership.objects.all()) == [dossier.referent]


@pytest.mark.django_db
def test_a_new_dossier_may_follow_a_closed_one():
    closed = make_dossier(closed_at=timezone.now())

    dossier = open_dossier(person=closed.person, by=actor(), at=timezone.now())

    assert set(closed.person.dossiers.all()) == {closed, dossier}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "hat",
    [
        {"organisation__kind": OrganisationKind.CAF},
        {"organisation__kind": OrganisationKind.PREFECTURE},
        {"role": AffiliationRole.STEERING},
        {"role": AffiliationRole.DATA_PROTECTION},
        {
            "organisation__kind": OrganisationKind.OPERATOR,
            "role": AffiliationRole.ADMINISTRATOR,
        },
    ],
)
def test_who_does_not_support_people_opens_none(hat):
    with refused(Denied, NOT_YOURS):
        open_dossier(person=PersonFactory(), by=actor(**hat), at=timezone.now())

    assert not Dossier.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_open_at_the_same_time_make_one_dossier(at_once):
    person, one, other = PersonFactory(), actor(), actor()

    def opening(someone):
        return lambda: open_dossier(person=person, by=someone, at=timezone.now())

    results = at_once(opening(one), opening(other))

    [dossier] = Dossier.objects.all()
    [refusal] = [result for result in results if isinstance(result, DossierAlreadyOpen)]
    assert dossier in results
    assert str(refusal) == ALREADY
    assert [kind for kind, _ in recorded()] == ["dossier.opened"]
