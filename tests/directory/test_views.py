import re

import pytest
from django.urls import reverse

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation, User
from jalon.territories.models import TerritoryKind
from tests.directory.situations import administrator_hat
from tests.factories import (
    AffiliationFactory,
    OrganisationFactory,
    TerritoryFactory,
    UserFactory,
    siret,
)
from tests.facts import recorded
from tests.jobs import delivered

pytestmark = pytest.mark.django_db


def manager_hat(organisation: Organisation | None = None) -> Affiliation:
    fields = {"organisation": organisation} if organisation else {}
    return AffiliationFactory(role=AffiliationRole.MANAGER, **fields)


def address(name: str, thing: Organisation | Affiliation) -> str:
    return reverse(name, kwargs={"public_id": thing.public_id})


@pytest.mark.parametrize("count", [1, 3])
def test_organisation_list_asks_the_same_statements_for_1_and_3(
    count, sign_in, django_assert_num_queries
):
    browser = sign_in(AffiliationFactory())
    OrganisationFactory.create_batch(count - 1)
    browser.get(reverse("organisations"))

    with django_assert_num_queries(3):  # the session with its hat, territories, organisations
        page = browser.get(reverse("organisations")).content.decode()

    assert page.count("data-list-item") == count


@pytest.mark.parametrize("count", [1, 3])
def test_organisation_page_asks_the_same_statements_for_1_and_3(
    count, sign_in, django_assert_num_queries
):
    hat = manager_hat()
    AffiliationFactory.create_batch(count, organisation=hat.organisation)
    OrganisationFactory.create_batch(count, parent=hat.organisation)
    browser = sign_in(hat)

    with django_assert_num_queries(6):
        page = browser.get(address("organisation", hat.organisation)).content.decode()

    # Each may be invited again and trusted with more, but me; and the page of places to confirm.
    assert page.count("rattachements/") == 3 * count + 3


def test_organisation_list_is_searched_and_its_pages_keep_the_search(sign_in, monkeypatch):
    monkeypatch.setattr("jalon.directory.views.organisations.PAGE_SIZE", 2)
    OrganisationFactory.create_batch(3, name="Mission locale", kind="mission_locale")
    browser = sign_in(AffiliationFactory())

    first = browser.get(reverse("organisations"), {"q": "mission", "kind": "mission_locale"})
    [following] = re.findall(r'rel="next" href="([^"]+)"', first.content.decode())
    second = browser.get(following.replace("&amp;", "&"))

    assert first.content.decode().count("data-list-item") == 2
    assert second.content.decode().count("data-list-item") == 1
    assert 'rel="next"' not in second.content.decode()


def test_a_search_that_makes_no_sense_shows_everything_rather_than_an_error(sign_in):
    browser = sign_in(AffiliationFactory())

    page = browser.get(reverse("organisations"), {"kind": "pôle", "after": "x", "territory": "?"})

    assert page.status_code == 200
    assert page.content.decode().count("data-list-item") == 1


def test_the_directory_names_people_but_shows_addresses_to_colleagues_only(sign_in):
    hat = AffiliationFactory(user__email="ada@organisme.example", user__last_name="Aubry")
    colleague = AffiliationFactory(organisation=hat.organisation)

    seen_by_colleague = sign_in(colleague).get(address("organisation", hat.organisation))
    seen_by_others = sign_in(AffiliationFactory()).get(address("organisation", hat.organisation))

    assert b"ada@organisme.example" in seen_by_colleague.content
    assert b"Aubry" in seen_by_others.content
    assert b"ada@organisme.example" not in seen_by_others.content


def test_an_organisation_says_what_the_law_entrusts_it_with_and_which_text(sign_in):
    hat = AffiliationFactory(organisation__kind=OrganisationKind.CAF)

    page = sign_in(hat).get(address("organisation", hat.organisation)).content.decode()

    assert "Instruire et verser l’allocation" in page
    assert "CASF, art. L.262-16" in page


def test_my_organisation_is_the_page_of_the_one_i_act_for(sign_in):
    hat = AffiliationFactory()

    answer = sign_in(hat).get(reverse("colleagues"))

    assert answer.url == address("organisation", hat.organisation)


def test_register_organisation_then_its_first_manager_then_they_choose_a_password(sign_in, client):
    TerritoryFactory(kind=TerritoryKind.DEPARTMENT, code="57", name="Moselle")
    administrator = administrator_hat()
    second = AffiliationFactory(
        organisation=administrator.organisation, role=AffiliationRole.ADMINISTRATOR
    )
    browser = sign_in(administrator)
    number = siret(4321)

    answer = browser.post(
        reverse("register_organisation"),
        {
            "kind": "ccas",
            "name": "CCAS inventé",
            "siret": f"{number[:9]} {number[9:]}",
            "territory_kind": "department",
            "territory_name": "moselle",
        },
    )
    organisation = Organisation.objects.get(siret=number)
    assert answer.url == address("open_account", organisation)
    assert organisation.territory.code == "57"
    answer = browser.post(
        answer.url,
        {
            "email": "Ada@Organisme.example",
            "civility": "Mme",
            "first_name": "Ada",
            "last_name": "Weber",
            "role": "manager",
        },
    )
    assert answer.url == address("organisation", organisation)

    [request] = delivered()
    assert request.to == [second.user.email]
    page = sign_in(second).get(re.findall(r"http://testserver(\S+)", request.body)[0])
    [confirm] = re.findall(r'action="([^"]+/confirmer)"', page.content.decode())
    sign_in(second).post(confirm)
    message = delivered()[-1]
    assert message.to == ["ada@organisme.example"]
    [link] = re.findall(r"http://testserver(\S+)", message.body)
    chosen = "Vélo-Citron-94-Marmotte-Bleue"
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": chosen, "password2": chosen})
    assert User.objects.get(email="ada@organisme.example").check_password(chosen)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"siret": "123"}, "est pas un SIRET"),
        ({"territory_name": "Atlantide"}, "Aucun territoire de cette échelle"),
        ({"territory_name": "Saint-Avold"}, "Plusieurs ont ce nom"),
        ({"parent_siret": "999"}, "Aucun organisme ouvert"),
        ({"kind": "pôle"}, "pôle"),
    ],
)
def test_register_organisation_says_what_to_correct_and_keeps_what_was_typed(
    wrong, sentence, sign_in
):
    for code in ("57606", "57607"):
        TerritoryFactory(kind=TerritoryKind.EPCI, code=code, name="Saint-Avold")
    typed = {
        "kind": "ccas",
        "name": "CCAS inventé",
        "siret": siret(4321),
        "territory_kind": "epci",
        "territory_name": "57606",
    }

    page = sign_in(administrator_hat()).post(reverse("register_organisation"), typed | wrong)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "CCAS inventé" in page.content.decode()
    assert not Organisation.objects.filter(siret=siret(4321)).exists()


def test_a_siret_known_already_is_said_beside_its_field(sign_in):
    OrganisationFactory(siret=siret(4321))

    page = sign_in(administrator_hat()).post(
        reverse("register_organisation"),
        {
            "kind": "ccas",
            "name": "CCAS",
            "siret": siret(4321),
            "territory_kind": "country",
            "territory_name": "FR",
        },
    )

    assert page.status_code == 422
    assert "Ce SIRET est déjà dans l’annuaire." in page.content.decode()


def test_open_account_gives_one_more_hat_to_an_account_that_exists(sign_in):
    known = UserFactory(email="ada@organisme.example", first_name="Ada")
    known.set_password("une phrase de passe inventée")
    known.save()
    manager = manager_hat()
    second = manager_hat(manager.organisation)

    sign_in(manager).post(
        address("open_account", manager.organisation),
        {
            "email": "ADA@organisme.example",
            "first_name": "Autre",
            "last_name": "Nom",
            "role": "professional",
        },
    )

    known.refresh_from_db()
    assert known.first_name == "Ada"
    [hat] = known.affiliations.all()
    assert (hat.organisation, hat.confirmed_at) == (manager.organisation, None)
    sign_in(second).post(address("confirm_affiliation", hat))
    asked, message = delivered()
    assert (asked.to, message.to) == ([second.user.email], [known.email])
    assert "mot-de-passe" not in message.body


def test_end_affiliation_says_what_will_happen_and_does_it(sign_in):
    manager = manager_hat()
    hat = AffiliationFactory(organisation=manager.organisation)
    browser = sign_in(manager)

    assert browser.get(address("end_affiliation", hat)).status_code == 200
    assert recorded() == []
    browser.post(address("end_affiliation", hat))

    assert [kind for kind, _ in recorded()] == ["affiliation.ended"]


def test_who_lost_their_place_is_no_longer_let_in(sign_in):
    manager = manager_hat()
    hat = AffiliationFactory(organisation=manager.organisation)
    browser = sign_in(hat)
    assert browser.get(reverse("organisations")).status_code == 200

    sign_in(manager).post(address("end_affiliation", hat))

    assert browser.get(reverse("organisations")).status_code == 302


def test_close_account_from_the_page(sign_in):
    manager = manager_hat()
    hat = AffiliationFactory(organisation=manager.organisation)
    browser = sign_in(manager)

    assert browser.get(address("close_account", hat)).status_code == 200
    browser.post(address("close_account", hat))

    hat.user.refresh_from_db()
    assert not hat.user.is_active


def test_close_organisation_from_the_page(sign_in):
    organisation = OrganisationFactory()
    browser = sign_in(administrator_hat())

    assert browser.get(address("close_organisation", organisation)).status_code == 200
    browser.post(address("close_organisation", organisation))

    organisation.refresh_from_db()
    assert organisation.closed_on is not None


def test_a_refusal_is_a_page_with_one_sentence(sign_in):
    manager = manager_hat()

    answer = sign_in(manager).post(address("end_affiliation", manager))

    assert answer.status_code == 409
    assert "plus de responsable : nommez d’abord" in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["end_affiliation", "close_account", "invite", "confirm_affiliation"]
)
def test_the_place_of_another_body_does_not_exist_for_a_manager(name, sign_in):
    hat = AffiliationFactory()

    answer = sign_in(manager_hat()).post(address(name, hat))

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["register_organisation", "close_organisation", "open_account"])
def test_who_may_not_is_told_so(name, sign_in):
    organisation = OrganisationFactory()
    path = reverse(name) if name == "register_organisation" else address(name, organisation)

    assert sign_in(manager_hat()).get(path).status_code == 403


def test_an_invitation_may_be_sent_again(sign_in):
    manager = manager_hat()
    hat = AffiliationFactory(organisation=manager.organisation)

    sign_in(manager).post(address("invite", hat))

    assert [message.to for message in delivered()] == [[hat.user.email]]


@pytest.mark.parametrize("count", [1, 3])
def test_waiting_affiliations_asks_the_same_statements_for_1_and_3(
    count, sign_in, django_assert_num_queries
):
    giver = manager_hat()
    second = manager_hat(giver.organisation)
    for by, organisation in ((giver, giver.organisation), (second, giver.organisation)):
        AffiliationFactory.create_batch(
            count, organisation=organisation, granted_by=by.user, confirmed_at=None
        )
    browser = sign_in(second)
    browser.get(reverse("waiting_affiliations"))

    with django_assert_num_queries(4):  # the session with its hat, to confirm, given, endable
        page = browser.get(reverse("waiting_affiliations")).content.decode()

    assert page.count("data-list-item") == 2 * count
    assert page.count("/confirmer") == count
