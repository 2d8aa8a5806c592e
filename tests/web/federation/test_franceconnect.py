"""A supported person by FranceConnect: into her own space, or to be met by her référent."""

import pytest
from django.utils import timezone

from jalon.accounts.models import FederatedIdentity, IdentityProvider, User
from jalon.people.models import IdentityCheck, PersonalAccess
from jalon.people.operations import purge_identity_checks
from tests.factories import (
    AffiliationFactory,
    PersonFactory,
    TerritoryFactory,
    UserFactory,
    make_dossier,
)
from tests.web.federation.conftest import PERSON, Door

pytestmark = pytest.mark.django_db

CAMILLE = {
    "birth_name": "Le Goff",
    "first_names": "Camille Rose",
    "sex": "F",
    "birth_year": 1984,
    "birth_month": 5,
    "birth_day": 3,
    "birth_place": "METZ",
}


@pytest.fixture(autouse=True)
def metz():
    region = TerritoryFactory(kind="region", code="44", name="Grand Est")
    department = TerritoryFactory(kind="department", code="57", name="Moselle")
    TerritoryFactory(
        kind="commune", code="57463", name="Metz", region=region, department=department
    )


@pytest.fixture(autouse=True)
def camille_signs_in(provider):
    provider.person = dict(PERSON)


def text(answer):
    return answer.content.decode()


def test_she_arrives_in_her_space_when_she_could_be_nobody_else(provider, door):
    dossier = make_dossier(person=PersonFactory(**CAMILLE))

    answer = door.enter("franceconnect")

    assert answer.url == "/mon-espace"
    assert door.is_in
    access = PersonalAccess.objects.get()
    assert (access.person, access.origin, access.ended_at) == (
        dossier.person,
        "france_connect",
        None,
    )
    user = access.user
    assert (user.get_full_name(), user.has_usable_password()) == ("Camille LE-GOFF", False)
    assert user.email.endswith("@personne.invalid")
    identity = user.federated_identities.get()
    assert (identity.provider, identity.subject, identity.assurance) == (
        "franceconnect",
        PERSON["sub"],
        "eidas1",
    )


def test_she_comes_back_to_the_same_account_whatever_her_name_has_become(provider, door):
    make_dossier(person=PersonFactory(**CAMILLE))
    door.enter("franceconnect")
    provider.person["family_name"] = "AUTREMENT"

    again = Door(provider)
    answer = again.enter("franceconnect")

    assert answer.url == "/mon-espace"
    assert again.browser.session["_auth_user_id"] == door.browser.session["_auth_user_id"]
    assert User.objects.filter(email__endswith=".invalid").count() == 1


def test_no_password_opens_her_account_not_even_a_forgotten_one(provider, door, client, mailoutbox):
    make_dossier(person=PersonFactory(**CAMILLE))
    door.enter("franceconnect")
    user = PersonalAccess.objects.get().user

    client.post("/mot-de-passe/oublie", {"email": PERSON["email"]})

    assert not User.objects.filter(email=PERSON["email"]).exists()
    assert not user.has_usable_password()


def test_an_adviser_who_is_herself_supported_has_two_accounts(provider, door):
    hat = AffiliationFactory(user__email=PERSON["email"])
    make_dossier(person=PersonFactory(**CAMILLE))

    door.enter("franceconnect")

    assert PersonalAccess.objects.get().user != hat.user
    assert not hat.user.federated_identities.exists()


def test_she_does_not_enter_by_the_door_of_professionals(provider, door):
    user = UserFactory()
    FederatedIdentity.objects.create(
        user=user,
        provider=IdentityProvider.FRANCECONNECT,
        issuer=provider.issuer,
        idp_id="an identity provider",
        subject=PERSON["sub"],
        linked_at="2026-01-01T00:00Z",
    )
    provider.person |= {
        "idp_id": "an identity provider",
        "siret": "00000000000018",
        "usual_name": "Le Goff",
    }

    door.enter("proconnect")

    assert not door.is_in


DOUBTS = {
    "nobody is near": None,
    "the year alone is known": {"birth_month": None, "birth_day": None},
    "the day is not known": {"birth_day": None},
    "the sex is not known": {"sex": "U"},
    "the place is not known": {"birth_place": ""},
    "the name differs slightly": {"birth_name": "Le Gof"},
    "another first name": {"first_names": "Rose"},
    "another day": {"birth_day": 4},
    "another commune": {"birth_place": "Nancy"},
    "born abroad": {"birth_country": "DZ"},
}


@pytest.mark.parametrize("changes", DOUBTS.values(), ids=DOUBTS)
def test_a_doubt_opens_nothing_and_says_nothing(changes, provider, door):
    if changes is not None:
        make_dossier(person=PersonFactory(**CAMILLE | changes))

    answer = door.enter("franceconnect")

    assert answer.url == "/connexion/identite"
    assert not door.is_in
    assert not User.objects.filter(email__endswith=".invalid").exists()
    [check] = IdentityCheck.objects.all()
    page = text(door.browser.get(answer.url))
    assert "Nous vérifions votre identité" in page
    assert check.spelled in page


def test_the_page_is_the_same_whether_a_dossier_exists_or_not(provider, clock):
    def page():
        door = Door(provider)
        read = text(door.browser.get(door.enter("franceconnect").url))
        check = IdentityCheck.objects.get()
        read = read.replace(check.spelled, "NUMBER")
        IdentityCheck.objects.all().delete()
        tokens = door.browser.cookies["csrftoken"].value
        assert tokens
        return [line for line in read.splitlines() if "csrf" not in line.lower()]

    nobody = page()
    make_dossier(person=PersonFactory(**CAMILLE | {"birth_day": None}))

    assert page() == nobody


def test_two_who_could_be_her_are_for_a_human(provider, door):
    make_dossier(person=PersonFactory(**CAMILLE))
    PersonFactory(**CAMILLE | {"birth_place": ""})

    assert door.enter("franceconnect").url == "/connexion/identite"


def test_a_twin_is_not_her(provider, door):
    PersonFactory(**CAMILLE | {"first_names": "Agathe"})
    dossier = make_dossier(person=PersonFactory(**CAMILLE))

    assert door.enter("franceconnect").url == "/mon-espace"
    assert PersonalAccess.objects.get().person == dossier.person


def test_a_second_identity_for_the_same_person_is_for_a_human(provider, door):
    make_dossier(person=PersonFactory(**CAMILLE))
    door.enter("franceconnect")
    provider.person["sub"] = "another account of FranceConnect"

    other = Door(provider)

    assert other.enter("franceconnect").url == "/connexion/identite"
    assert PersonalAccess.objects.count() == 1


def test_what_waits_is_sealed_asked_once_and_left_at_franceconnect(provider, door):
    door.enter("franceconnect")
    door.enter("franceconnect")
    assert IdentityCheck.objects.count() == 1

    answer = door.browser.post("/deconnexion")

    assert answer.url == "/deconnexion/fournisseur"
    assert "session/end" in door.browser.session["leaving"]["address"]
    assert door.browser.get("/connexion/identite").url == "/"


@pytest.mark.parametrize(
    "lie",
    [
        {"birthdate": None},
        {"birthdate": "03/05/1984"},
        {"birthdate": "1984-13-01"},
        {"gender": "unspecified"},
        {"family_name": None},
        {"given_name": " "},
    ],
    ids=str,
)
def test_an_identity_that_is_not_one_is_refused(lie, provider, door):
    make_dossier(person=PersonFactory(**CAMILLE))
    provider.lies.userinfo = lie

    assert door.enter("franceconnect").status_code == 403
    assert not IdentityCheck.objects.exists()


def test_what_nobody_confirmed_is_erased(provider, door, clock):
    door.enter("franceconnect")
    clock.shift(60 * 86_400)

    assert purge_identity_checks(by=None, at=timezone.now()) == 1
    assert not IdentityCheck.objects.exists()
