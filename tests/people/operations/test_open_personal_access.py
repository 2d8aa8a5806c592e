import pytest
from django.utils import timezone

from jalon.accounts.models import IdentityProvider, User, Vouched
from jalon.people.models import AccessOrigin, PersonalAccess
from jalon.people.operations import AccessAlreadyOpen, open_personal_access
from tests.facts import recorded, refused
from tests.people.situations import by_franceconnect, camille, pivot

pytestmark = pytest.mark.django_db

ALREADY = "Un accès personnel est déjà ouvert."


def open_to(person, who=None, **identity):
    return open_personal_access(
        person=person,
        vouched=who or by_franceconnect(),
        pivot=pivot(**identity),
        origin=AccessOrigin.FRANCE_CONNECT,
        by=None,
        at=timezone.now(),
    )


def test_a_person_has_an_account_of_her_own_that_franceconnect_alone_opens():
    person = camille()

    user = open_to(person, usage_name="Durand")

    assert (user.get_full_name(), user.has_usable_password()) == ("Camille Durand", False)
    assert user.email.endswith("@personne.invalid")
    assert PersonalAccess.objects.get().person == person
    [identity] = user.federated_identities.all()
    assert (identity.provider, identity.subject, identity.assurance) == (
        "franceconnect",
        "camille",
        "eidas1",
    )
    opened = {"person_id": person.pk, "user_id": user.pk}
    assert recorded()[-1] == ("personal_access.opened", opened)


def test_one_account_for_a_person_and_one_person_for_an_identity():
    person = camille()
    open_to(person)

    with refused(AccessAlreadyOpen, ALREADY):
        open_to(person, by_franceconnect("another"))
    with refused(AccessAlreadyOpen, ALREADY):
        open_to(camille(birth_name="Autre"))

    assert User.objects.count() == 1


def test_proconnect_opens_no_dossier_to_its_person():
    professional = Vouched(IdentityProvider.PROCONNECT, "https://pc.example", "idp", "zoe")

    with pytest.raises(ValueError, match="franceconnect expected"):
        open_to(camille(), professional)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_open_one_account(at_once):
    person = camille()

    results = at_once(lambda: open_to(person), lambda: open_to(person))

    assert sorted(type(result).__name__ for result in results) == ["AccessAlreadyOpen", "User"]
    assert PersonalAccess.objects.count() == 1
