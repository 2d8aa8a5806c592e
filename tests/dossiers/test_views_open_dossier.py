"""Opening a dossier: no double, nothing said of what may not be read, nothing typed lost."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from jalon.accounts.kinds import OrganisationKind
from jalon.dossiers.models import Dossier
from jalon.journal.models import Entry, Reading
from jalon.parameters.queries import integer
from jalon.people.models import Identifier, Person
from jalon.vault.sealing import fingerprint
from tests.factories import AffiliationFactory, OrganisationFactory, PersonFactory, make_dossier

pytestmark = pytest.mark.django_db
OPEN = reverse("open_dossier")
NIR = "2 84 03 57 463 012 82"  # invented, with a right key
ZOE = {
    "first_names": "Zoé", "birth_name": "Nguyễn-Weber", "birth_year": "1984", "birth_month": "3",
    "birth_day": "12",
}  # fmt: skip
UNKEPT = "Ces numéros n’ont pas pu être gardés."
BORN = {"birth_year": 1984, "birth_month": 3, "birth_day": 12}


@pytest.fixture
def hat():
    return AffiliationFactory()


@pytest.fixture
def browser(sign_in, hat):
    return sign_in(hat)


def token(browser):
    return re.search(r'name="token" value="([^"]+)"', browser.get(OPEN).text)[1]


def send(browser, step, **typed):
    form = {"sex": "U", **ZOE, "token": token(browser), "step": step, **typed}
    return browser.post(OPEN, form)


def known_elsewhere(**numbers):
    """Somebody with a dossier that the reader may not see."""
    person = PersonFactory(first_names="Zoé", birth_name="Nguyen Weber", **BORN, **numbers)
    make_dossier(person=person)
    return person


def test_somebody_new_is_registered_and_the_opener_becomes_referent(browser, hat):
    checked = send(browser, "check")
    opened = send(browser, "open", usage_name="Weber", birth_country="VN", nir=NIR)

    assert checked.status_code == 200
    assert "Aucun dossier connu de vous" in checked.text
    dossier = Dossier.objects.select_related("person").get()
    assert (opened.status_code, opened.url) == (
        302,
        reverse("dossier_page", args=[dossier.public_id]),
    )
    assert dossier.referent.affiliation_id == hat.pk
    person = dossier.person
    assert (person.first_names, person.birth_name, person.usage_name) == (
        "Zoé",
        "Nguyễn-Weber",
        "Weber",
    )
    assert (person.birth_year, person.birth_month, person.birth_day) == (1984, 3, 12)
    assert bytes(person.nir_fingerprint) == fingerprint("nir", "2840357463012")
    assert list(Entry.objects.order_by("pk").values_list("stream", "kind", "payload")) == [
        (f"person/{person.pk}", "person.registered", {"person_id": person.pk}),
        (
            f"dossier/{dossier.pk}",
            "dossier.opened",
            {
                "dossier_id": dossier.pk,
                "person_id": person.pk,
                "membership_id": dossier.referent_id,
            },
        ),
    ]


def test_the_same_form_sent_twice_opens_one_dossier(browser):
    form = {"sex": "U", **ZOE, "token": token(browser), "step": "open", "nir": NIR}

    first, second = browser.post(OPEN, form), browser.post(OPEN, form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert (Person.objects.count(), Dossier.objects.count()) == (1, 1)


def test_an_unknown_day_and_month_of_birth_are_accepted(browser):
    response = send(browser, "open", birth_day="", birth_month="")

    assert response.status_code == 302
    person = Person.objects.get()
    assert (person.birth_year, person.birth_month, person.birth_day) == (1984, None, None)


@pytest.mark.parametrize("step", ["check", "open"])
@pytest.mark.parametrize(
    "key", [{"nir": NIR}, {"france_travail": "1234567a"}, {"file_number": "D-12"}]
)
def test_a_number_known_elsewhere_says_that_a_dossier_exists_and_nothing_else(
    browser, hat, step, key
):
    person = known_elsewhere(nir_fingerprint=fingerprint("nir", "2840357463012"))
    Identifier.objects.create(person=person, kind="france_travail", value="1234567A")
    Identifier.objects.create(person=person, kind="file", value="D-12", issuer=hat.organisation)
    Person.objects.filter(pk=person.pk).update(birth_place="Zyxwival", usage_name="Zyxwin")

    response = send(browser, step, **key)

    assert response.status_code == 200
    assert "Un dossier existe déjà pour cette personne" in response.text
    assert "Zyxwi" not in response.text
    assert str(person.public_id) not in response.text
    assert person.dossiers.get().referent.affiliation.user.last_name not in response.text
    assert 'value="open"' not in response.text
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize(
    "key", [{"nir": NIR}, {"france_travail": "1234567a"}, {"file_number": "D-12"}]
)
@pytest.mark.parametrize("other", [{"birth_name": "Autre"}, {"birth_year": "1985"}])
def test_a_number_with_another_name_or_birth_date_tells_nothing_of_any_dossier(
    browser, hat, key, other
):
    person = known_elsewhere(nir_fingerprint=fingerprint("nir", "2840357463012"))
    Identifier.objects.create(person=person, kind="france_travail", value="1234567A")
    Identifier.objects.create(person=person, kind="file", value="D-12", issuer=hat.organisation)

    checked, unknown = send(browser, "check", **key, **other), send(browser, "check", **other)
    opened = send(browser, "open", **key, **other)

    assert checked.status_code == unknown.status_code == 200
    alert = re.compile(r'class="fr-alert[^"]*".*?</div>', re.DOTALL)
    assert alert.findall(checked.text) == alert.findall(unknown.text) != []
    assert 'value="open"' in checked.text
    assert opened.status_code == 422
    assert UNKEPT in opened.text
    assert "existe déjà" not in checked.text + opened.text
    assert (Dossier.objects.count(), Person.objects.count()) == (1, 1)


def test_numbers_cannot_be_tried_one_after_the_other(clock, browser, sign_in):
    form = {"sex": "U", **ZOE, "token": token(browser), "step": "check"}
    budget = integer("vigilance.asked_hour", on=dt.date(2026, 11, 24))

    def ask(number):
        return browser.post(OPEN, {**form, "france_travail": f"{number:07}A"})

    answers = [ask(number) for number in range(budget + 2)]
    last = answers[-1]

    # The first beyond the budget passes; from then on, one every twenty seconds.
    assert [answer.status_code for answer in answers] == [200] * (budget + 1) + [429]
    assert last["Retry-After"] == "21"
    assert "Attendez 21 secondes." in last.text
    assert 'value="Zoé"' in last.text  # nothing typed is lost
    assert ask(0).status_code == 200  # the same person, within the hour
    assert send(browser, "check").status_code == 200  # without a number, nothing to guess
    assert send(sign_in(AffiliationFactory()), "check", nir=NIR).status_code == 200
    clock.shift(3600)
    assert ask(budget + 1).status_code == 200


@pytest.mark.parametrize("step", ["check", "open"])
def test_a_name_and_a_birth_date_alone_tell_nothing_of_what_i_may_not_read(browser, step):
    known_elsewhere()

    response = send(browser, step)

    assert "existe déjà" not in response.text
    assert response.status_code == (200 if step == "check" else 302)


def test_the_file_number_of_another_organisation_is_not_a_key(browser):
    person = known_elsewhere()
    Identifier.objects.create(
        person=person, kind="file", value="D-12", issuer=OrganisationFactory()
    )

    assert "existe déjà" not in send(browser, "check", file_number="D-12").text


def test_somebody_of_my_dossiers_is_shown_with_a_link_until_i_say_it_is_another(browser, hat):
    person = PersonFactory(
        first_names="Zoe Anne", birth_name="X", usage_name="Nguyen Weber", **BORN
    )
    dossier = make_dossier(referent=hat, person=person)
    make_dossier(referent=hat, person=PersonFactory(first_names="Zoé", birth_name="Nguyen", **BORN))

    checked = send(browser, "check")
    refused = send(browser, "open")
    opened = send(browser, "open", is_someone_else="on")

    links = re.findall(r'<li><a href="/dossiers/([^"]+)">', checked.text)
    assert links == [str(dossier.public_id)]
    assert (refused.status_code, opened.status_code) == (200, 302)
    assert Dossier.objects.count() == 3


def test_somebody_known_without_dossier_is_not_written_twice(browser):
    person = PersonFactory(
        first_names="Zoé Anne", birth_name="Nguyen Weber", birth_place="Hué",
        nir_fingerprint=fingerprint("nir", "2840357463012"), **BORN,
    )  # fmt: skip

    response = send(browser, "open", nir=NIR, birth_place="Ailleurs")

    assert response.status_code == 302
    assert Dossier.objects.get().person == person
    assert Person.objects.values_list("first_names", "birth_place").get() == ("Zoé Anne", "Hué")


def test_a_number_that_is_somebody_elses_opens_nothing(browser):
    PersonFactory(
        first_names="Ada", birth_name="Autre", birth_year=1950,
        nir_fingerprint=fingerprint("nir", "2840357463012"),
    )  # fmt: skip

    response = send(browser, "open", nir=NIR)

    assert response.status_code == 422
    assert UNKEPT in response.text
    assert "Autre" not in response.text
    assert not Dossier.objects.exists()
    user_id = int(browser.session["_auth_user_id"])
    [fact] = Entry.objects.values("kind", "stream", "payload")
    assert fact == {
        "kind": "numbers.refused", "stream": f"user/{user_id}", "payload": {"user_id": user_id}
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"birth_name": ""}, "Ce champ est obligatoire."),
        ({"birth_year": ""}, "Ce champ est obligatoire."),
        ({"birth_day": "31", "birth_month": "2"}, "Cette date n’existe pas."),
        ({"birth_month": ""}, "Indiquez aussi le mois, ou effacez le jour."),
        ({"nir": "2 84 03 57 463 012 83"}, "n’est pas juste"),
        ({"france_travail": "12"}, "a 8 ou 11 caractères"),
    ],
)
@pytest.mark.parametrize("step", ["check", "open"])
def test_errors_stand_beside_their_field_and_nothing_typed_is_lost(browser, step, typed, sentence):
    response = send(browser, step, file_number="D-77", **typed)

    assert response.status_code == 422
    assert sentence in response.text
    assert 'value="Zoé"' in response.text
    assert 'value="D-77"' in response.text
    assert not Person.objects.exists()


def test_the_nir_is_never_shown_again_and_yet_not_lost(browser):
    checked = send(browser, "check", nir=NIR)
    kept = re.search(r'name="nir_kept" value="([^"]+)"', checked.text)[1]
    opened = send(browser, "open", nir_kept=kept)

    assert "2840357463012" not in checked.text
    assert NIR not in checked.text
    assert opened.status_code == 302
    assert Person.objects.get().nir == "2840357463012"


def test_a_token_that_is_not_ours_opens_nothing(browser):
    mine = make_dossier()

    response = send(browser, "open", token=str(mine.person.public_id))

    assert response.status_code == 422
    assert "trop ancien" in response.text


def test_an_organisation_that_supports_nobody_opens_nothing(sign_in):
    body = OrganisationFactory(kind=OrganisationKind.HOUSING_OFFICE)

    assert sign_in(AffiliationFactory(organisation=body)).get(OPEN).status_code == 403


def test_a_namesake_shown_is_on_record_and_one_not_shown_is_not(browser, hat):
    person = PersonFactory(first_names="Zoé", birth_name="Nguyen Weber", **BORN)
    mine = make_dossier(person=person, referent=hat)
    known_elsewhere()

    send(browser, "check")

    assert list(Reading.objects.values_list("channel", "dossiers")) == [("search", [mine.pk])]
