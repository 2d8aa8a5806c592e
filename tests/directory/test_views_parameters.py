import pytest
from django.urls import reverse

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.parameters.catalogue import PARAMETERS
from jalon.parameters.models import ParameterValue
from tests.factories import AffiliationFactory

pytestmark = pytest.mark.django_db

KEY = "readings.months"
TYPED = {"value": "24", "since": "2026-11-24", "source": "Délibération du 24 novembre"}


@pytest.fixture
def officer(sign_in):
    hat = AffiliationFactory(
        role=AffiliationRole.DATA_PROTECTION, organisation__kind=OrganisationKind.OPERATOR
    )
    return sign_in(hat)


def decide(browser, **typed):
    return browser.post(reverse("decide_parameter", args=[KEY]), TYPED | typed)


@pytest.mark.parametrize("count", [1, 3])
def test_parameter_list_asks_no_statement_with_1_and_3(
    count, clock, client, officer, django_assert_num_queries
):
    for value in range(24, 24 + count):
        decide(officer, value=str(value))
    client.get(reverse("parameters"))

    with django_assert_num_queries(0):
        page = client.get(reverse("parameters")).content.decode()

    assert page.count("data-list-item") == len(PARAMETERS)
    assert page.count("Délibération du 24 novembre") == count + 1  # the history, and the rule


def test_everyone_reads_the_rules_and_finds_no_link_to_change_them(client):
    page = client.get(reverse("parameters")).content.decode()

    assert "24\N{NO-BREAK SPACE}mois" in page or "24 mois" in page
    assert "CASF, art. R.263-8" in page
    assert "/decider" not in page


def test_the_officer_changes_a_rule(clock, officer):
    answer = decide(officer)

    assert (answer.status_code, answer.url) == (302, reverse("parameters"))
    assert ParameterValue.objects.get().value == "24"
    assert f"/parametres/{KEY}/decider" in officer.get(reverse("parameters")).content.decode()


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"value": "37"}, "value", "Le texte permet de"),
        ({"value": "beaucoup"}, "value", "Écrivez un nombre entier."),
        ({"since": "2026-11-23"}, "since", "jamais dans le passé"),
        ({"source": ""}, "source", ""),
    ],
)
def test_a_refusal_stands_at_its_field(typed, field, sentence, clock, officer):
    answer = decide(officer, **typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert sentence in page.replace("\N{NO-BREAK SPACE}", " ")
    assert not ParameterValue.objects.exists()


def test_others_are_refused_aloud_and_an_unknown_rule_does_not_exist(officer, sign_in):
    stranger = sign_in(AffiliationFactory())

    assert stranger.get(reverse("decide_parameter", args=[KEY])).status_code == 403
    assert officer.get(reverse("decide_parameter", args=["x.y"])).status_code == 404


def test_every_room_has_a_title_that_people_read(client):
    page = client.get(reverse("parameters")).content.decode()

    rooms = {parameter.room for parameter in PARAMETERS}
    assert [room for room in rooms if f">{room}<" in page] == []


def test_in_english_the_titles_of_french_laws_are_said_to_be_french(sign_in):
    browser = sign_in(AffiliationFactory())

    page = browser.get(reverse("parameters"), headers={"accept-language": "en"}).text

    assert '<span lang="fr">CASF, art. R.263-8 (décret 2023-188)</span>' in page
    assert '<span lang="fr">' not in browser.get(reverse("parameters")).text
