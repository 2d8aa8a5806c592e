"""The pages of calls, without JavaScript: read by all, written by the State."""

import datetime as dt
import html
import json
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.calls.eligibility.criteria import criteria
from jalon.calls.eligibility.expression import Dated, Every, Not, written
from jalon.calls.models import Call, Subscription
from jalon.calls.operations import (
    amend_call,
    answer_question,
    ask_question,
    publish_call,
    revise_call,
)
from jalon.post.models import Mail
from jalon.vault.sealing import open_sealed
from tests.calls.situations import (
    ASKED_UNTIL,
    CLOSES,
    NOW,
    OPENS,
    drafted,
    hat_of_the_state,
    officer,
    published,
    ready,
    version_of,
)
from tests.factories import actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _while_it_is_open():
    with time_machine.travel(OPENS, tick=False):
        yield


def text(answer):
    found = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return " ".join(found.replace("’", "'").replace("\u202f", " ").split())


def seen(browser, address):
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
    return answer, answer.content.decode().count("data-list-item"), len(asked)


def test_calls_are_listed_for_whoever_has_no_account_with_1_and_3(client):
    by = officer()
    published(by)
    drafted(by)
    _answer, rows, first = seen(client, reverse("calls"))
    assert rows == 1

    published(officer())
    published(by)
    answer, rows, then = seen(client, reverse("calls"))

    assert (rows, then) == (3, first)
    assert "Ouverts 3" in text(answer)


def test_call_questions_are_anonymous_for_all_with_1_and_3(client, sign_in):
    mine, theirs = hat_of_the_state(), hat_of_the_state(OrganisationKind.DEPARTEMENT)
    by, asker = actor(mine), actor(theirs)
    call = published(by)
    counts = []
    for number in range(3):
        one = ask_question(call=call, article="lettres", body="Et nous ?", by=asker, at=OPENS)
        answer_question(
            question=one, article="lettres", wording=f"Question {number} ?", body="Oui.", by=by,
            at=OPENS,
        )  # fmt: skip
        counts.append(seen(client, reverse("call_questions", args=[call.public_id]))[2])

    answer = client.get(reverse("call_questions", args=[call.public_id]))
    assert counts[0] == counts[2]
    assert text(answer).count("Article 2.3") == 3
    assert asker.organisation_name not in text(answer)
    assert "Et nous" not in text(answer)
    for hat in (mine, theirs):
        assert seen(sign_in(hat), reverse("call_questions", args=[call.public_id]))[1] == 3


def test_everybody_reads_the_figures_where_the_text_quotes_them_and_the_hour_overseas(client):
    call = published(officer(), state_most_cents=400_000_00)

    said = text(client.get(reverse("call", args=[call.public_id])))

    assert "L'État verse au plus 400 000 € par projet." in said
    assert "jeudi 28 janvier 2027 à 13 h 00" in said  # in Guadeloupe and Martinique
    assert client.get(reverse("call", args=[drafted(officer()).public_id])).status_code == 404


def test_the_simulator_answers_from_its_address_alone(client):
    call = published(officer())
    page = reverse("simulate_call", args=[call.public_id])
    good = {
        "carrier_kind": "departement", "public_is_broad": "yes",
        "members": ["france_travail"], "signed": ["departement", "france_travail"],
        "zonings_present": ["none"],
        "state_cents": "500 000", "carrier_cents": "200 000,00 €", "total_cents": "1000000",
    }  # fmt: skip

    assert "Critères remplis : 0 sur 11." in text(client.get(page))
    assert "Ce projet est éligible Critères remplis : 11 sur 11." in text(client.get(page, good))
    half = {**good, "members": [], "signed": [], "zonings_present": []}
    assert "On ne peut pas encore le dire Critères remplis : 4 sur 11." in text(
        client.get(page, half)
    )
    over = text(client.get(page, {**good, "state_cents": "500 000,01"}))
    assert "Ce projet n'est pas encore éligible Critères remplis : 10" in over
    assert "Écrivez un montant" in text(client.get(page, {**good, "state_cents": "beaucoup"}))


def test_a_criterion_is_composed_without_code(sign_in):
    hat = hat_of_the_state()
    call, browser = ready(actor(hat)), sign_in(hat)
    new = reverse("write_criterion", args=[call.public_id, "nouveau"])
    code = "le-projet-commence-en-2027"

    browser.post(new, {"label": "Le projet commence en 2027", "article": "finalite"})
    for kind, sign, day in (("date", "at_least", "2027-01-01"), ("date", "at_most", "2027-12-31")):
        browser.post(
            reverse("add_condition", args=[call.public_id, code, kind]),
            {"field": "starts_on", "sign": sign, "day": day},
        )
    browser.post(
        reverse("add_condition", args=[call.public_id, code, "rate"]),
        {"field": "state_cents", "of": "total_cents", "sign": "at_most", "limit": "80",
         "refused": "on"},
    )  # fmt: skip

    test = criteria(version_of(call).criteria)[-1].test
    assert isinstance(test, Every)
    assert [type(one) for one in test.of] == [Dated, Dated, Not]
    assert written(test.of[2].of)["limit"] == 8000
    browser.post(reverse("remove_condition", args=[call.public_id, code, 1]))
    assert len(criteria(version_of(call).criteria)[-1].test.of) == 2
    browser.post(reverse("remove_criterion", args=[call.public_id, code]))
    assert code not in [one.code for one in criteria(version_of(call).criteria)]


def test_a_call_is_begun_written_and_published_by_page(sign_in, client):
    browser = sign_in(hat_of_the_state())
    browser.post(reverse("draft_call"), {"title": "AMI neuf", "template": "spie"})
    call = Call.objects.get()
    parts = {
        "calendar": {"opens_at": "2026-11-25T09:00", "questions_until": "",
                     "closes_at": "2027-01-28T18:00", "grace_minutes": "30"},
        "money": {"envelope_cents": "15 000 000", "state_most_cents": "500 000,00",
                  "carrier_least_rate": "12,5", "territories_wanted": "30"},
        "contacts": {"label_0": "Pôle insertion", "email_0": "ami@prefecture.example"},
        "grid": {"label_0": "Tout", "weight_0": "100"},
    }  # fmt: skip
    for part, given in parts.items():
        answer = browser.post(reverse("write_part", args=[call.public_id, part]), given)
        assert answer.status_code == 302, text(answer)
    article = {"title": "Bilan", "text": "Un bilan.", "new_section": "Suivi"}
    browser.post(reverse("write_article", args=[call.public_id, "nouveau"]), article)

    browser.post(reverse("publish_call", args=[call.public_id]))

    version = version_of(call)
    assert (version.closes_at, version.questions_until) == (CLOSES, ASKED_UNTIL)
    assert version.carrier_least_rate == 1250
    said = text(client.get(reverse("call", args=[call.public_id])))
    assert "6.1 Bilan Un bilan." in said
    assert "à venir" in said


def test_a_call_of_a_few_minutes_takes_questions_until_it_closes(sign_in):
    hat = hat_of_the_state()
    call = drafted(actor(hat))
    given = {"opens_at": "2026-11-25T09:00", "closes_at": "2026-11-25T09:15", "grace_minutes": "0"}

    sign_in(hat).post(reverse("write_part", args=[call.public_id, "calendar"]), given)

    version = version_of(call)
    assert version.questions_until == version.closes_at == OPENS + dt.timedelta(days=1, minutes=15)


def test_an_open_call_leads_whoever_may_answer_to_a_project(client, sign_in):
    mine = hat_of_the_state()
    call = published(actor(mine))
    page = reverse("call", args=[call.public_id])
    door = reverse("open_project", args=[call.public_id])
    candidate = hat_of_the_state(OrganisationKind.DEPARTEMENT)
    at_work = hat_of_the_state(OrganisationKind.DEPARTEMENT, role=AffiliationRole.PROFESSIONAL)

    assert door in sign_in(candidate).get(page).content.decode()
    assert door in client.get(page).content.decode()
    for hat in (mine, at_work):
        assert door not in sign_in(hat).get(page).content.decode()


def test_two_writers_never_overwrite_one_another_and_a_wrong_grid_is_refused(sign_in):
    hat = hat_of_the_state()
    call, browser = drafted(actor(hat)), sign_in(hat)
    page = reverse("write_part", args=[call.public_id, "purpose"])
    browser.post(page, {"title": "Un", "purpose": "Un", "revision": "1"})

    late = browser.post(page, {"title": "Deux", "purpose": "Deux", "revision": "1"})
    grid = reverse("write_part", args=[call.public_id, "grid"])
    wrong = browser.post(grid, {"label_0": "Tout", "weight_0": "99"})

    assert (late.status_code, wrong.status_code) == (422, 422)
    assert "Quelqu'un a changé cet appel entre-temps" in text(late)
    assert "Les points font 99" in text(wrong)
    assert version_of(call).purpose == "Un"


def test_a_candidate_asks_and_the_state_answers_by_page(sign_in, client):
    hat, asker = hat_of_the_state(), hat_of_the_state(OrganisationKind.DEPARTEMENT)
    call = published(actor(hat))
    given = {"article": "porteur", "body": "Une agence peut-elle ?"}
    sign_in(asker).post(reverse("ask_question", args=[call.public_id]), given)
    question = call.questions.get()

    answer = {"article": "porteur", "wording": "Une agence peut-elle ?", "body": "Oui."}
    page = reverse("answer_question", args=[call.public_id, question.public_id])
    assert sign_in(asker).post(page, answer).status_code == 403
    sign_in(hat).post(page, answer)

    said = text(client.get(reverse("call_questions", args=[call.public_id]), {"q": "agence"}))
    assert "Une agence peut-elle ? Oui." in said


def test_an_address_follows_once_confirmed_by_a_click_and_is_erased_by_another(client):
    call = published(officer())
    page = reverse("follow_call", args=[call.public_id])
    for _twice in range(2):
        client.post(page, {"email": "Suit@exemple.example"})

    [sent] = Mail.objects.filter(kind="call_confirm")
    link = re.search(r"/appels/suivre/\S+", json.loads(open_sealed(sent.envelope))["body"])[0]
    client.get(link)
    assert Subscription.objects.get().confirmed_at is None
    for _twice in range(2):
        client.post(link)
    assert Subscription.objects.get().confirmed_at == OPENS
    for _twice in range(2):
        client.post(f"{link}/arreter")

    assert not Subscription.objects.exists()
    assert client.get(link).status_code == 404
    assert client.get(reverse("confirm_following", args=["n-importe-quoi"])).status_code == 404


def test_a_call_is_changed_repeated_cancelled_or_given_up_by_page(sign_in, client):
    hat = hat_of_the_state()
    call, browser = published(actor(hat)), sign_in(hat)
    one = [call.public_id]

    browser.post(reverse("amend_call", args=one))
    browser.post(reverse("publish_call", args=one), {"change": "Clôture inchangée."})
    browser.post(reverse("amend_call", args=one))
    browser.post(reverse("discard_call", args=one))
    browser.post(reverse("duplicate_call", args=one), {"title": "La suite"})
    browser.post(reverse("cancel_call", args=one), {"reason": "Crédits redéployés."})

    said = text(client.get(reverse("call", args=one)))
    assert "annulé Publié par" in said
    assert "Crédits redéployés." in said
    assert "Version 2 Clôture inchangée." in said
    assert version_of(call).number == 2
    assert Call.objects.get(title="La suite").based_on == call
    former = text(client.get(reverse("call", args=one), {"version": "1"}))
    assert "Vous lisez une version qui ne s'applique plus" in former


def test_what_changed_between_two_versions_is_said_field_by_field(client):
    by = officer()
    call = published(by, territories_wanted=30)
    page = reverse("call_changes", args=[call.public_id])
    assert client.get(page).status_code == 404  # one version: nothing to compare
    amend_call(call=call, by=by, at=NOW)
    draft = version_of(call)
    grid = [{**one, "weight": one["weight"] + 5 * sign} for one, sign in zip(
        draft.grid, [1, -1] + [0] * len(draft.grid), strict=False)]  # fmt: skip
    documents = [*draft.documents[1:], {"code": "carte", "label": "Carte", "required": False}]
    changes = {
        "closes_at": CLOSES + dt.timedelta(days=7), "territories_wanted": None, "grid": grid,
        "documents": documents, "review_gap_points": 20,
    }  # fmt: skip
    revise_call(call=call, changes=changes, by=by, at=NOW)
    assert client.get(page).status_code == 404  # a draft is not read
    publish_call(call=call, change="La clôture est reportée.", by=by, at=NOW)

    said = text(client.get(page))

    assert "jeudi 28 janvier 2027 à 18 h 00 jeudi 4 février 2027 à 18 h 00" in said
    first = grid[0]["weight"]
    assert f"{first - 5} points {first} points" in said
    assert "Territoires visés 30 retiré" in said
    assert "Écart qui demande une troisième lecture rien 20" in said
    assert "Pièce : Carte rien Carte : facultatif" in said
    assert "ce qui a changé" in text(client.get(reverse("call", args=[call.public_id])))
    assert "disent la même chose" in text(client.get(page, {"avant": "2", "apres": "2"}))
