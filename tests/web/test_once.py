"""A form sent again acts once and is answered the same (R8)."""

import datetime as dt
import re
from collections import Counter

import orjson
import pytest
from django.db import connection
from django.utils import timezone

from jalon.config.subscriptions import KEPT
from jalon.dossiers.models import Membership, Note
from jalon.people.models import SpaceCode
from jalon.web.middleware.once import SHOWN_FOR, forget_answers
from jalon.web.models import KeptAnswer
from tests.factories import AffiliationFactory, make_dossier
from tests.proving import proved_now

pytestmark = pytest.mark.django_db

WORD = "a word of its own".replace(" ", "-")


@pytest.fixture
def situation(sign_in):
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    return sign_in(hat), dossier


def note(**fields):
    return {
        "kind": "note",
        "body": "Camille attend un logement",
        "happened_on": timezone.localdate().isoformat(),
        "once": WORD,
    } | fields


def send(situation, htmx=False, **fields):
    browser, dossier = situation
    headers = {"HX-Request": "true"} if htmx else {}
    return browser.post(f"/dossiers/{dossier.public_id}/notes", note(**fields), headers=headers)


def told(answer):
    return answer.status_code, answer.content, answer.get("Location")


def test_every_form_of_a_page_carries_a_word_of_its_own(situation):
    browser, dossier = situation
    pages = [browser.get(f"/dossiers/{dossier.public_id}").content.decode() for _ in range(2)]
    words = [page.split('name="once" value="')[1].split('"')[0] for page in pages]

    assert len(words[0]) == 32
    assert words[0] != words[1]
    for page in pages:
        assert page.count('name="csrfmiddlewaretoken"') == page.count('name="once"')


def test_the_same_form_twice_acts_once_and_is_answered_the_same(clock, situation):
    browser, dossier = situation
    once = send(situation)
    browser.cookies.pop("messages")  # what was to be said is lost with the first answer
    again = send(situation)

    assert Note.objects.count() == 1
    assert told(once) == told(again)
    assert once.status_code == 302
    page = browser.get(f"/dossiers/{dossier.public_id}").content.decode()
    assert page.count("Vous pouvez encore retirer cette note, dans le fil.") == 1


def test_the_same_part_twice_is_answered_the_same(clock, situation):
    once, again = send(situation, htmx=True), send(situation, htmx=True)

    assert Note.objects.count() == 1
    assert told(once) == told(again)
    assert once.status_code == 200
    assert once["HX-Trigger"] == again["HX-Trigger"]


def test_after_a_moment_a_part_is_not_shown_again_but_its_page_is_read_anew(situation):
    send(situation, htmx=True)
    KeptAnswer.objects.update(kept_at=timezone.now() - dt.timedelta(seconds=6))

    again = send(situation, htmx=True)

    assert (again.status_code, again.content, again["HX-Refresh"]) == (200, b"", "true")
    assert Note.objects.count() == 1


def test_after_a_day_it_is_forgotten(situation):
    send(situation)
    KeptAnswer.objects.update(kept_at=timezone.now() - dt.timedelta(hours=24, minutes=1))

    send(situation, body="Autre chose", once="another-word-of-its-own")

    assert KeptAnswer.objects.count() == 1
    forget_answers(timezone.now() + dt.timedelta(hours=25))
    assert KeptAnswer.objects.count() == 0


def test_what_was_read_of_an_answer_is_forgotten_within_the_minute(situation):
    """By the keeper, in the rows themselves: nothing of a page nor of a message."""
    send(situation)
    send(situation, htmx=True)
    before = KeptAnswer.objects.exclude(shown="")
    assert any("Enregistrer" in one.shown for one in before)
    [every] = [task.every for task in KEPT if task.run is forget_answers]
    assert every + SHOWN_FOR < dt.timedelta(minutes=2)

    moments = KeptAnswer.objects.order_by("kept_at").values_list("kept_at", flat=True)
    forget_answers(moments[0] + SHOWN_FOR)
    assert before.count() == 2  # it may still be shown
    forget_answers(moments[1] + SHOWN_FOR + dt.timedelta(microseconds=1))

    assert KeptAnswer.objects.count() == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT shown FROM web_keptanswer")
        assert [bytes(row[0]) for row in cursor.fetchall()] == [b""]
    left = [set(orjson.loads(one.answer)) for one in KeptAnswer.objects.all()]
    assert left == [{"status", "location"}] * 2
    again, part = send(situation), send(situation, htmx=True)
    assert again["Location"].startswith(f"/dossiers/{situation[1].public_id}")
    assert (again.status_code, part["HX-Refresh"]) == (302, "true")
    assert Note.objects.count() == 2


def test_a_page_that_must_be_kept_nowhere_is_not_kept_here(situation):
    browser, dossier = situation
    page = f"/dossiers/{dossier.public_id}/numero"
    proved_now(browser)

    shown, again = (browser.post(page, {"met": "on", "once": WORD}) for _ in range(2))

    number = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", shown.content.decode())
    assert number
    kept = KeptAnswer.objects.get()
    assert (number.group() in kept.answer, kept.shown) == (False, "")
    assert (again.status_code, again["Location"]) == (302, page)
    assert SpaceCode.objects.count() == 1


@pytest.mark.parametrize("other", [{"body": "Autre chose"}, {"once": "another-word-of-its-own"}])
def test_other_words_or_another_form_is_another_action(situation, other):
    send(situation)
    send(situation, **other)

    assert Note.objects.count() == 2


def test_what_was_refused_may_be_sent_again(situation):
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()

    refused = [send(situation, happened_on=tomorrow).status_code for _ in range(2)]

    assert refused == [422, 422]
    assert KeptAnswer.objects.count() == 0
    assert send(situation).status_code == 302


def test_whoever_sends_it_again_is_asked_again_who_they_are(situation):
    browser, dossier = situation
    send(situation)
    dossier.referent.affiliation.ended_on = timezone.localdate()
    dossier.referent.affiliation.save()

    assert send(situation).status_code == 403
    browser.logout()
    assert send(situation).status_code == 401


def test_nobody_gets_the_answer_made_to_someone_else(situation, sign_in):
    _browser, dossier = situation
    send(situation)

    assert send((sign_in(AffiliationFactory()), dossier)).status_code == 404


def test_what_is_kept_is_sealed(situation):
    send(situation, htmx=True)

    assert "Enregistrer" in KeptAnswer.objects.get().shown
    raw = KeptAnswer.objects.extra(select={"raw": "encode(answer || shown, 'escape')"}).get().raw
    assert "Enregistrer" not in raw
    assert "status" not in raw


def test_a_word_that_is_not_one_of_ours_is_not_believed(situation):
    for word in ("", "court", "é" * 20, "a" * 65, "a b" * 10):
        send(situation, once=word)

    assert Note.objects.count() == 5
    assert KeptAnswer.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("htmx", [False, True])
def test_fifty_at_once_act_once(situation, at_once, htmx):
    browsers = [situation] * 50
    answers = at_once(*[lambda: send(situation, htmx) for _ in browsers])

    assert Counter(map(told, answers)) == {told(answers[0]): 50}
    assert Note.objects.count() == 1
    assert Membership.objects.count() == 1
