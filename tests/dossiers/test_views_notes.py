"""Quick entry: write, be warned, take back."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.dossiers.models import Note
from tests.dossiers.test_views import HTMX, address, note, one_dossier
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


def typed(**changes):
    today = timezone.localdate().isoformat()
    return {"body": "Bail signé hier.", "kind": "meeting", "happened_on": today, **changes}


def test_a_note_is_written_and_can_be_taken_back_at_once(sign_in):
    dossier, hat = one_dossier()

    answer = sign_in(hat).post(address(dossier, "write_note"), typed(), headers=HTMX)

    written = Note.objects.get()
    html = answer.content.decode()
    assert (written.body, written.kind, written.is_private) == (
        "Bail signé hier.",
        "meeting",
        False,
    )
    assert address(dossier, "withdraw_note", written.public_id) in html
    assert "Bail signé" not in html  # the form is empty again


def test_a_note_is_written_without_javascript(sign_in):
    dossier, hat = one_dossier()
    client = sign_in(hat)

    answer = client.post(address(dossier, "write_note"), typed(is_private="on"))

    assert answer.url == address(dossier) + "#fil"
    html = client.get(address(dossier)).content.decode()
    assert ("Bail signé hier." in html, "réservée à votre organisme" in html) == (True, True)


@pytest.mark.parametrize("wrong", [{"body": " "}, {"kind": "gossip"}, {"happened_on": "hier"}])
def test_what_is_wrong_is_said_and_kept(sign_in, wrong):
    dossier, hat = one_dossier()

    answer = sign_in(hat).post(address(dossier, "write_note"), typed(**wrong))

    assert answer.status_code == 422
    assert not Note.objects.exists()


def test_a_note_about_tomorrow_is_refused_beside_the_date(sign_in):
    dossier, hat = one_dossier()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    answer = sign_in(hat).post(
        address(dossier, "write_note"), typed(happened_on=tomorrow.isoformat())
    )

    assert answer.status_code == 422
    assert "une note raconte ce qui a déjà eu lieu" in answer.content.decode()


def test_a_diagnosis_asks_for_a_second_look_and_the_writer_decides(sign_in):
    dossier, hat = one_dossier()
    client = sign_in(hat)
    data = typed(body="Elle dit être en dépression depuis mars.")

    asked = client.post(address(dossier, "write_note"), data, headers=HTMX)
    before = Note.objects.count()
    saved = client.post(address(dossier, "write_note"), data | {"anyway": "1"}, headers=HTMX)

    html = asked.content.decode()
    assert (asked.status_code, before, saved.status_code, Note.objects.count()) == (422, 0, 200, 1)
    assert "Enregistrer quand même" in html
    assert "en dépression depuis mars" in html


def test_a_note_is_taken_back_by_its_writer(sign_in):
    dossier, hat = one_dossier()
    written = note(dossier, hat, "À retirer")

    answer = sign_in(hat).post(address(dossier, "withdraw_note", written.public_id), headers=HTMX)

    written.refresh_from_db()
    assert written.body == ""
    assert "À retirer" not in answer.content.decode()


def test_the_notes_of_others_are_not_found_there(sign_in):
    dossier, hat = one_dossier()
    other = MembershipFactory(dossier=dossier).affiliation
    elsewhere, _ = one_dossier()
    theirs, private = note(dossier, other), note(dossier, other, is_private=True)
    client = sign_in(hat)

    codes = [
        client.post(address(dossier, "withdraw_note", theirs.public_id)).status_code,
        client.post(address(dossier, "withdraw_note", private.public_id)).status_code,
        client.post(address(elsewhere, "withdraw_note", theirs.public_id)).status_code,
    ]

    assert codes == [404, 404, 404]
