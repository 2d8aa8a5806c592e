import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.intake.management import background
from jalon.intake.models import ListLine, ListProgress, ListState, PeopleList, Proposal
from jalon.intake.operations import check_list, map_columns, request_application, undo_list
from jalon.intake.queries.lists import readable_lists
from jalon.intake.rules import READ_LIST
from jalon.journal.models import Reading
from jalon.people.models import Person
from tests.factories import AffiliationFactory, OrganisationFactory, actor
from tests.intake.situations import KARIM, NIR, ZOE, applied, apply_now, checked, file_of, received

pytestmark = pytest.mark.django_db
BAD = {**KARIM, "Date de naissance": "31/02/1990", "Code postal": "57"}


@pytest.fixture
def hat():
    return AffiliationFactory(role=AffiliationRole.MANAGER)


@pytest.fixture
def browser(sign_in, hat):
    return sign_in(hat)


@pytest.fixture
def manager(hat):
    return actor(hat)


def upload(content=None, name="liste.csv"):
    return {"file": SimpleUploadedFile(name, content or file_of(ZOE).read())}


def test_a_file_is_received_then_its_columns_are_shown(browser):
    response = browser.post(reverse("intake"), upload())

    people_list = PeopleList.objects.get()
    assert (response.status_code, response.url) == (
        302,
        reverse("map_columns", args=[people_list.public_id]),
    )
    page = browser.get(response.url)
    assert '<option value="birth_date" selected>Date de naissance</option>' in page.text
    assert "zoe@exemple.fr" in page.text


def test_a_file_that_is_no_list_is_refused_beside_the_field(browser):
    response = browser.post(reverse("intake"), upload(b"PK\x03\x04 truncated"))

    assert response.status_code == 422
    assert "coupé ou abîmé" in response.text
    assert not PeopleList.objects.exists()


def test_columns_are_said_then_the_list_is_checked(browser, manager):
    people_list = received(ZOE, by=manager)
    data = {f"column_{n}": code for n, code in enumerate(people_list.mapping)}

    response = browser.post(reverse("map_columns", args=[people_list.public_id]), data)

    people_list.refresh_from_db()
    assert (response.status_code, people_list.state) == (302, "checking")
    assert is_asked_by(people_list, manager)


def is_asked_by(people_list, manager):
    """Whether the keeper would find that this work was asked for, and by whom."""
    progress = ListProgress.objects.get(people_list=people_list)
    return progress.asked_at is not None and progress.asked_by_id == manager.affiliation_id


def test_columns_that_make_no_person_are_refused_in_one_sentence(browser, manager):
    people_list = received(ZOE, by=manager)
    data = {
        f"column_{n}": code for n, code in enumerate(people_list.mapping) if code != "birth_date"
    }

    response = browser.post(reverse("map_columns", args=[people_list.public_id]), data)

    assert response.status_code == 422
    assert "Il manque une colonne" in response.text


def test_the_preview_counts_and_names_what_to_correct(browser, manager):
    people_list = checked(ZOE, BAD, by=manager)

    page = browser.get(reverse("people_list", args=[people_list.public_id]))

    assert "1 dossier sera ouvert" in page.text
    assert "31/02/1990" in page.text
    assert "n’existe pas au calendrier" in page.text


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("voir=toutes", ["2", "3"]),
        ("voir=new", ["2"]),
        ("voir=refused", ["3"]),
        ("voir=problemes", ["3"]),
        ("voir=toutes&apres=2", ["3"]),
    ],
)
def test_filters_are_in_the_address(browser, manager, query, numbers):
    people_list = checked(ZOE, BAD, by=manager)

    page = browser.get(f"{reverse('people_list', args=[people_list.public_id])}?{query}")

    assert re.findall(r'data-label="Ligne" class="j-num">(\d+)<', page.text) == numbers


def test_a_line_is_corrected_on_the_page(browser, manager):
    people_list = checked(BAD, by=manager)
    address = reverse("correct_line", args=[people_list.public_id, 2])
    page = browser.get(address)
    names = re.findall(r'name="(cell_\d+)"', page.text)
    assert "31/02/1990" in page.text
    values = dict(
        zip(
            names,
            re.findall(r'<input type="text" name="cell_\d+"(?: value="([^"]*)")?', page.text),
            strict=True,
        )
    )
    column = people_list.mapping.index("birth_date")

    wrongly = browser.post(address, {**values, f"cell_{column}": "30/02/1990"})
    partly = browser.post(address, {**values, f"cell_{column}": "28/02/1990"})
    waiting = browser.get(reverse("people_list", args=[people_list.public_id]))
    background.work(PeopleList.objects.get(), manager_hat(manager))
    assert ListLine.objects.get().has_problems
    wholly = browser.post(
        address,
        {
            **values,
            f"cell_{column}": "28/02/1990",
            f"cell_{people_list.mapping.index('postal_code')}": "57000",
        },
    )
    background.work(PeopleList.objects.get(), manager_hat(manager))

    assert [got.status_code for got in (wrongly, partly, wholly)] == [422, 302, 302]
    assert "Correction en cours…" in waiting.text
    line = ListLine.objects.get()
    people_list.refresh_from_db()
    assert (line.outcome, line.has_problems, people_list.counts["new"]) == ("new", False, 1)


def test_a_line_of_an_applied_list_is_not_corrected(browser, manager):
    people_list = applied(ZOE, by=manager)

    response = browser.post(reverse("correct_line", args=[people_list.public_id, 2]), {})

    assert response.status_code == 409


def test_applying_goes_through_progress_to_done(browser, manager):
    people_list = checked(ZOE, by=manager)
    address = reverse("people_list", args=[people_list.public_id])

    browser.post(reverse("apply_list", args=[people_list.public_id]))
    assert is_asked_by(people_list, manager)
    during = browser.get(address)
    fragment = browser.get(address, headers={"HX-Request": "true"})
    background.work(PeopleList.objects.get(), manager_hat(manager))
    ended = browser.get(address, headers={"HX-Request": "true"})

    assert 'http-equiv="refresh"' in during.text
    assert 'hx-trigger="every 1s"' in fragment.text
    assert "<html" not in fragment.text
    assert ended.headers["HX-Refresh"] == "true"
    assert "1 dossier ouvert" in browser.get(address).text


def manager_hat(manager):
    return Affiliation.objects.get(pk=manager.affiliation_id)


def test_work_that_stopped_can_be_started_again(browser, manager):
    people_list = checked(ZOE, by=manager)
    request_application(people_list=people_list, by=manager, at=timezone.now())
    ListProgress.objects.update(beat_at=timezone.now() - timedelta(minutes=1), asked_at=None)

    page = browser.get(reverse("people_list", args=[people_list.public_id]))
    browser.post(reverse("resume_list", args=[people_list.public_id]))

    assert "Rien n’a été importé" in page.text
    assert is_asked_by(people_list, manager)


def test_an_import_is_undone_after_saying_what_will_happen(browser, manager):
    people_list = applied(ZOE, by=manager)
    address = reverse("undo_list", args=[people_list.public_id])

    asked = browser.get(address)
    during = browser.post(address, follow=True)
    background.work(PeopleList.objects.get(), manager_hat(manager))
    done = browser.get(reverse("people_list", args=[people_list.public_id]))

    assert "vont être retirés" in asked.text
    assert "Annulation en cours…" in during.text
    assert "1 dossier retiré" in done.text
    assert not Person.objects.exists()


def test_a_list_can_be_thrown_away_before_it_is_applied_not_after(browser, manager):
    fresh, old = checked(KARIM, by=manager), applied(ZOE, by=manager)

    gone = browser.post(reverse("discard_list", args=[fresh.public_id]))
    kept = browser.post(reverse("discard_list", args=[old.public_id]))

    assert (gone.status_code, kept.status_code) == (302, 409)
    assert list(PeopleList.objects.all()) == [old]


PAGES = ["people_list", "map_columns", "undo_list"]
ACTS = ["apply_list", "resume_list", "discard_list", "undo_list", "map_columns"]


@pytest.mark.parametrize("name", PAGES)
def test_a_list_of_another_organisation_does_not_exist(sign_in, manager, name):
    people_list = checked(ZOE, BAD, by=manager)
    stranger = sign_in(AffiliationFactory(role=AffiliationRole.MANAGER))

    response = stranger.get(reverse(name, args=[people_list.public_id]))
    absent = stranger.get(reverse(name, args=["019ab000-0000-7000-8000-000000000000"]))

    assert (response.status_code, absent.status_code) == (404, 404)
    assert response.content == absent.content or "Lefèvre" not in response.text


@pytest.mark.parametrize("name", ACTS)
def test_nothing_can_be_done_to_a_list_of_another_organisation(sign_in, manager, name):
    people_list = checked(ZOE, by=manager)
    stranger = sign_in(AffiliationFactory(role=AffiliationRole.MANAGER))

    assert stranger.post(reverse(name, args=[people_list.public_id])).status_code == 404
    people_list.refresh_from_db()
    assert people_list.state == ListState.CHECKED


def test_a_line_of_another_organisation_does_not_exist(sign_in, manager):
    people_list = checked(BAD, by=manager)
    stranger = sign_in(AffiliationFactory(role=AffiliationRole.MANAGER))

    assert stranger.get(reverse("correct_line", args=[people_list.public_id, 2])).status_code == 404


def test_a_colleague_without_the_right_sees_no_list(sign_in, hat, manager):
    people_list = checked(ZOE, by=manager)
    colleague = sign_in(AffiliationFactory(organisation=hat.organisation))

    assert colleague.get(reverse("intake")).status_code == 403
    assert colleague.get(reverse("people_list", args=[people_list.public_id])).status_code == 404


def test_the_lists_one_may_read_are_those_the_rule_allows(hat, manager):
    people_list = received(ZOE, by=manager)
    situations = [
        manager,
        actor(AffiliationFactory(organisation=hat.organisation)),
        actor(
            AffiliationFactory(
                organisation=hat.organisation, role=AffiliationRole.ORIENTATION_OFFICER
            )
        ),
        actor(AffiliationFactory(role=AffiliationRole.MANAGER)),
        actor(
            AffiliationFactory(
                role=AffiliationRole.MANAGER, organisation=OrganisationFactory(kind="siae")
            )
        ),
    ]
    for someone in situations:
        assert (people_list in readable_lists(someone)) == READ_LIST.allows(someone, people_list)
    assert [READ_LIST.allows(someone, people_list) for someone in situations] == [
        True,
        False,
        True,
        False,
        False,
    ]


@pytest.fixture
def referent_hat(hat):
    return AffiliationFactory(organisation=hat.organisation, user__email="ref@cd.example")


def propose(manager, *people):
    lines = [{**person, "Accompagnateurs": "ref@cd.example"} for person in people]
    applied(*lines, by=manager)
    applied(
        *({**line, "Niveau de formation": "Bac", "Situation": "CDI"} for line in lines), by=manager
    )


def test_proposals_show_both_values_and_their_source_and_are_accepted_together(
    sign_in, manager, referent_hat
):
    propose(manager, ZOE)
    browser = sign_in(referent_hat)

    page = browser.get(reverse("proposal_list"))
    ids = re.findall(r'name="p" value="([^"]+)"', page.text)
    done = browser.post(reverse("decide_proposals"), {"p": ids, "decision": "accept"}, follow=True)

    for text in (
        "Zoé Lefèvre",
        "CAP, BEP",
        "bac",
        manager.organisation_name,
    ):
        assert text in page.text
    assert "2 valeurs acceptées" in done.text
    assert "Rien à décider" in done.text


def test_a_page_of_proposals_is_on_record_as_a_reading(sign_in, manager, referent_hat):
    propose(manager, ZOE)

    sign_in(referent_hat).get(reverse("proposal_list"))

    dossier = Person.objects.get().dossiers.get()
    recorded = Reading.objects.values_list(
        "stream", "dossiers", "affiliation", "purpose", "channel", "blocks"
    )
    assert list(recorded.order_by("pk")) == [
        # The list that recognised Zoé, then the page that showed what it says of her.
        ("", [dossier.pk], manager.affiliation_id, "intake", "import", ["identity"]),
        (dossier.stream, [], referent_hat.pk, "intake", "fragment", ["education"]),
        (dossier.stream, [], referent_hat.pk, "intake", "fragment", ["work"]),
    ]


def test_proposals_of_others_are_neither_shown_nor_decided(sign_in, manager, referent_hat):
    propose(manager, ZOE)
    stranger = sign_in(AffiliationFactory())
    asked = {"p": [str(p.public_id) for p in Proposal.objects.all()], "decision": "accept"}

    page = stranger.get(reverse("proposal_list"))
    stranger.post(reverse("decide_proposals"), asked)

    assert "Lefèvre" not in page.text
    assert set(Proposal.objects.values_list("state", flat=True)) == {"proposed"}


def people(count):
    return [
        {**ZOE, "NIR": "", "Identifiant France Travail": "", "Identifiant dans le SI": f"SI-{n}",
         "Prénom": "Zoé" + "abc"[n], "Numéro allocataire": ""}
        for n in range(count)
    ]  # fmt: skip


def statements(django_assert_num_queries, browser, address, count):
    browser.get(address)  # what is only asked once (content types, session) is asked before
    with django_assert_num_queries(count):
        assert browser.get(address).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_intake_takes_the_same_statements_for_1_and_3(
    django_assert_num_queries, browser, manager, count
):
    for person in people(count):
        received(person, by=manager)
    statements(django_assert_num_queries, browser, reverse("intake"), LISTS)


@pytest.mark.parametrize("count", [1, 3])
def test_people_list_takes_the_same_statements_for_1_and_3(
    django_assert_num_queries, browser, manager, count
):
    found = checked(*people(count), by=manager)
    address = reverse("people_list", args=[found.public_id])
    statements(django_assert_num_queries, browser, address, LINES)


@pytest.mark.parametrize("count", [1, 3])
def test_proposal_list_takes_the_same_statements_for_1_and_3(
    django_assert_num_queries, sign_in, manager, referent_hat, count
):
    propose(manager, *people(count))
    browser = sign_in(referent_hat)
    statements(django_assert_num_queries, browser, reverse("proposal_list"), PROPOSALS)


LISTS, LINES, PROPOSALS = 2, 3, 5


def test_checking_takes_a_constant_number_of_statements(django_assert_num_queries, manager):
    def cost(count):
        found = received(*people(count), by=manager)
        mapped = map_columns(
            people_list=found, mapping=found.mapping, by=manager, at=timezone.now()
        )
        with django_assert_num_queries(CHECK):
            check_list(people_list=mapped, by=manager, at=timezone.now())

    cost(1)
    cost(3)


def test_applying_takes_a_constant_number_of_statements(django_assert_num_queries, manager):
    def cost(count):
        found = checked(*people(count), by=manager)
        with django_assert_num_queries(APPLY):
            apply_now(found, manager)
        undo_list(people_list=found, by=manager, at=timezone.now())

    cost(1)
    cost(3)


CHECK, APPLY = 16, 41


def test_an_nir_is_on_no_page(browser, manager):
    people_list = checked(ZOE, {**KARIM, "NIR": "295109912611194"}, by=manager)
    addresses = [
        reverse(name, args=[people_list.public_id]) for name in ("people_list", "map_columns")
    ]
    addresses += [
        f"{addresses[0]}?voir=toutes",
        *(reverse("correct_line", args=[people_list.public_id, n]) for n in (2, 3)),
    ]

    for address in addresses:
        text = browser.get(address).text
        assert not any(
            digits in re.sub(r"\s", "", text) for digits in (NIR, NIR[:13], "2951099126111")
        )


def test_an_nir_typed_to_correct_a_line_is_not_shown_again(browser, manager):
    people_list = checked(BAD, by=manager)
    address = reverse("correct_line", args=[people_list.public_id, 2])
    [name] = re.findall(r'<input type="password" name="(nir_\d+)"', browser.get(address).text)
    too_long = {f"cell_{people_list.mapping.index('city')}": "x" * 2_001, name: NIR}

    refused = browser.post(address, too_long)
    still_wrong = browser.post(address, {name: NIR})
    expired = Client().post(address, too_long)

    assert (refused.status_code, still_wrong.status_code, expired.status_code) == (422, 422, 401)
    assert "x" * 2_001 in expired.text
    assert NIR not in refused.text + still_wrong.text + expired.text


def test_a_corrected_line_keeps_the_nir_that_was_not_retyped(browser, manager):
    people_list = checked(ZOE, by=manager)
    address = reverse("correct_line", args=[people_list.public_id, 2])
    column = {code: f"cell_{n}" for n, code in enumerate(people_list.mapping)}
    texts = {
        column["file_id"]: "SI-1",
        column["first_names"]: "Zoë",
        column["last_name"]: "Lefèvre",
        column["birth_date"]: "01/10/1995",
    }

    assert browser.post(address, texts).status_code == 302
    background.work(PeopleList.objects.get(), manager_hat(manager))
    people_list.refresh_from_db()
    apply_now(people_list, manager)

    person = Person.objects.get()
    assert (person.first_names, person.nir) == ("Zoë", NIR[:13])
