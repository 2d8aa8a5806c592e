"""The page "Mes dossiers": whole, as one types, row by row."""

import re

import pytest
from django.urls import reverse

from jalon.accounts.models import AffiliationRole
from jalon.journal.models import Reading
from tests.factories import AffiliationFactory, MembershipFactory, PersonFactory, make_dossier

pytestmark = pytest.mark.django_db
LIST, ROWS = reverse("dossier_list"), reverse("dossier_rows")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def hat():
    return AffiliationFactory()


@pytest.fixture
def browser(sign_in, hat):
    return sign_in(hat)


def dossier_of(birth_name, hat, first_names="Ada"):
    person = PersonFactory(first_names=first_names, birth_name=birth_name)
    return make_dossier(referent=hat, person=person)


def names(response):
    found = re.findall(
        r'<tr role="row" id="dossier-[^>]*>\s*<th[^>]*>\s*<a [^>]*>(.*?)</a>', response.text
    )
    return [name.replace("&#39;", "'") for name in found]


@pytest.mark.parametrize("number", [1, 3])
def test_caseload_rows_cost_the_same_for_1_and_3(browser, hat, number, django_assert_num_queries):
    for index in range(number):
        dossier_of(f"Nom {index}", hat)
    browser.get(LIST)

    with django_assert_num_queries(5):  # session, choice, rows, budget, record
        response = browser.get(LIST)
    with django_assert_num_queries(7):  # two to count the searches
        fragment = browser.get(LIST, {"q": "nom"}, headers=HTMX)

    assert len(names(response)) == len(names(fragment)) == number


def test_as_one_types_only_the_list_comes_and_the_address_follows(browser, hat):
    dossier_of("Lefèvre", hat, "Élodie")
    dossier_of("Weber", hat)

    response = browser.get(LIST, {"q": "lefevre elodie", "role": "", "rsa": ""}, headers=HTMX)

    assert names(response) == ["Lefèvre Élodie"]
    assert "<html" not in response.text
    assert "1\xa0dossier trouvé, sur 2\xa0dossiers" in response.text
    assert response["HX-Replace-Url"] == f"{LIST}?q=lefevre+elodie"


def test_nothing_of_a_stranger_is_listed_counted_or_found(browser, hat):
    dossier_of("Weber", hat)
    dossier_of("Inconnue", AffiliationFactory(user=hat.user), "Zoé")

    for query in ({}, {"q": "inconnue"}, {"q": "1984"}, {"commune": "metz"}, {"tri": "change"}):
        text = browser.get(LIST, query).text
        assert "Inconnue" not in text.replace('value="inconnue"', "")
        assert "2\xa0dossiers" not in text


def test_pages_follow_one_another_with_the_same_filters(browser, hat):
    for index in range(51):
        dossier_of(f"Nom{index:02}", hat)

    first = browser.get(LIST, {"q": "nom", "tri": "name"})
    [address] = re.findall(r'rel="next" href="([^"]+)"', first.text)
    second = browser.get(address.replace("&amp;", "&"))

    assert names(first) == [f"Nom{index:02} Ada" for index in range(50)]
    assert names(second) == ["Nom50 Ada"]
    assert 'value="nom"' in second.text
    assert 'rel="next"' not in second.text


@pytest.mark.parametrize(
    "query",
    [
        {"role": "chef"}, {"rsa": "x"}, {"situation": "x"}, {"frein": "x"}, {"tri": "x"},
        {"apres": "x"}, {"tri": "-pk"},
    ],
)  # fmt: skip
def test_an_address_that_says_nonsense_shows_the_whole_list(browser, hat, query):
    dossier_of("Weber", hat)

    assert names(browser.get(LIST, query)) == ["Weber Ada"]


def test_without_dossier_the_page_says_how_one_comes(browser):
    text = browser.get(LIST).text

    assert "Vous n’intervenez encore dans aucun dossier" in text
    assert reverse("open_dossier") in text
    assert "<table" not in text


def test_without_result_the_page_offers_to_clear_the_filters(browser, hat):
    dossier_of("Weber", hat)

    text = browser.get(LIST, {"q": "dupont", "rsa": "payable"}).text

    assert "Aucun dossier ne correspond" in text
    assert f'<a class="fr-btn fr-btn--secondary" href="{LIST}">' in text
    assert "0\xa0dossier trouvé, sur 1\xa0dossier" in text


def test_a_manager_sees_the_seats_that_wait(sign_in):
    hat = AffiliationFactory(role=AffiliationRole.MANAGER)
    dossier = dossier_of("Weber", None)
    MembershipFactory(dossier=dossier, affiliation=None, organisation=hat.organisation)

    text = sign_in(hat).get(LIST).text

    assert "Places à pourvoir" in text
    assert 'data-label="Mon rôle">place à pourvoir</td>' in text


def test_rows_asked_alone_are_those_of_my_dossiers(browser, hat, django_assert_num_queries):
    mine, others = dossier_of("Weber", hat), dossier_of("Inconnue", None)
    asked = [str(mine.public_id), str(others.public_id), "n'importe quoi"]

    with django_assert_num_queries(4):  # session and hat, rows, budget, record
        response = browser.get(ROWS, {"d": asked}, headers=HTMX)

    assert names(response) == ["Weber Ada"]
    assert "Inconnue" not in response.text


def test_what_is_typed_stays_text(browser, hat):
    dossier_of("<script>alert(1)</script>", hat)

    text = browser.get(LIST, {"q": '"><script>x</script>'}).text
    whole = browser.get(LIST).text

    assert "<script>x" not in text
    assert "<script>alert" not in whole


@pytest.mark.parametrize("address", [LIST, ROWS, reverse("open_dossier")])
def test_nobody_else_comes_in(client, address):
    assert client.get(address).status_code == 302


def test_names_shown_are_on_record_once_per_list(browser, hat):
    one, two = dossier_of("Lefèvre", hat), dossier_of("Weber", hat)
    dossier_of("Inconnue", None)

    browser.get(LIST)
    browser.get(LIST, {"q": "weber"}, headers=HTMX)
    browser.get(ROWS, {"d": [str(one.public_id)]}, headers=HTMX)

    recorded = Reading.objects.order_by("pk").values_list("channel", "dossiers", "affiliation")
    assert list(recorded) == [
        ("list", sorted([one.pk, two.pk]), hat.pk),
        ("search", [two.pk], hat.pk),
        ("list", [one.pk], hat.pk),
    ]
