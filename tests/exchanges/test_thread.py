"""The messages of a dossier, on both screens, without JavaScript."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.exchanges.models import Message
from jalon.exchanges.operations import send_message
from tests.factories import MembershipFactory
from tests.space.situations import account_of, browser_of, camille, person_actor

pytestmark = pytest.mark.django_db
MINE = "/mon-espace/messages"
SEEN = re.compile(r'name="seen" value="(\d+)"')


def test_she_asks_they_read_and_answer_and_she_reads(sign_in):
    dossier = camille()
    her, them = browser_of(account_of(dossier.person)), sign_in(dossier.referent.affiliation)
    page, thread = (
        reverse(name, args=[dossier.public_id]) for name in ("dossier_page", "messages")
    )

    assert her.post(MINE, {"body": "Je peux venir mardi ?"}).url == MINE
    shown = them.get(page).text
    assert "Je peux venir mardi ?" in shown
    assert "1 à lire" in shown
    assert "La personne a écrit un message" in shown
    assert "Pas encore lu" in her.get(MINE).text

    waiting = SEEN.findall(them.get(thread).text)
    assert len(waiting) == 2  # one for the button, one for the answer
    her.post(MINE, {"body": "Ou mercredi ?"})  # written while their page was open
    them.post(thread, {"what": "lu", "seen": [*waiting, "²", "9" * 40]})
    assert her.get(MINE).text.count("Pas encore lu") == 1
    assert "Lu par Mme Weber" in her.get(MINE).text
    refused = them.post(thread, {"body": "Son cancer la fatigue."})
    assert (refused.status_code, "Son cancer la fatigue.</textarea>" in refused.text) == (422, True)
    them.post(thread, {"body": "Oui, à 10 h.", "seen": SEEN.findall(them.get(thread).text)})
    assert "Pas encore lu" not in her.get(MINE).text

    assert "Vous avez un message" in her.get("/mon-espace").text
    assert "Oui, à 10 h." in her.get(MINE).text
    her.post(MINE, {"what": "lu", "seen": SEEN.findall(her.get(MINE).text)})
    assert "Vous avez un message" not in her.get("/mon-espace").text
    assert ">Lu, " in them.get(thread).text


def test_a_page_left_open_is_told_what_is_new_and_nothing_else():
    dossier = camille()
    her = browser_of(account_of(dossier.person))
    asked = {"headers": {"HX-Request": "true"}}

    first = her.get(f"{MINE}?vu=0-0", **asked)
    assert first.status_code == 204
    send_message(
        dossier=dossier, body="Bonjour.", at=timezone.now(),
        by=person_actor(dossier, dossier.person.accesses.get().user),
    )  # fmt: skip
    fresh = her.get(f"{MINE}?vu=0-0", **asked)

    assert "Bonjour." in fresh.text
    assert "<html" not in fresh.text


def test_who_only_reads_sees_no_form_and_who_reads_no_notes_sees_nothing(sign_in):
    dossier = camille()
    account_of(dossier.person)
    kinds = ("france_travail", "caf")
    adviser, payer = (
        MembershipFactory(dossier=dossier, affiliation__organisation__kind=kind).affiliation
        for kind in kinds
    )
    Message.objects.create(dossier=dossier, body="Merci", sent_at=timezone.now())
    thread = reverse("messages", args=[dossier.public_id])

    read = sign_in(adviser).get(thread)
    assert "Merci" in read.text
    assert "<textarea" not in read.text
    assert sign_in(adviser).post(thread, {"body": "Bonjour"}).status_code == 403
    hidden = sign_in(payer)
    assert hidden.get(thread).status_code == 404
    assert "Merci" not in hidden.get(reverse("dossier_page", args=[dossier.public_id])).text


@pytest.mark.parametrize("count", [1, 3])
def test_lines_of_messages_ask_the_same_statements_for_1_and_3(count, django_assert_num_queries):
    dossier = camille()
    her = browser_of(account_of(dossier.person))
    for number in range(count):
        Message.objects.create(
            dossier=dossier, body=f"Mot {number}", sent_at=timezone.now(),
            author=dossier.referent.affiliation,
        )  # fmt: skip
    her.get(MINE)

    with django_assert_num_queries(11):
        shown = her.get(MINE).text
    assert shown.count("Mot ") == count
