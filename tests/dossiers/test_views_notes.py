"""Quick entry: write, be warned, take back."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from jalon.dossiers.models import CautionOverride, Note
from jalon.journal.models import Entry
from tests.dossiers.operations.test_write_note import sworn
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


ILL = "Elle dit être en dépression depuis mars."


def test_a_diagnosis_asks_for_a_second_look_and_the_writer_decides_with_a_reason(sign_in):
    dossier, hat = one_dossier()
    client = sign_in(hat)
    data = typed(body=ILL)
    insists = data | {"cautioned": "health", "insist": "on"}

    asked = client.post(address(dossier, "write_note"), data, headers=HTMX)
    without = client.post(address(dossier, "write_note"), insists, headers=HTMX)
    before = Note.objects.count()
    why = {"insist_reason": "Elle veut que le référent le sache."}
    saved = client.post(address(dossier, "write_note"), insists | why, headers=HTMX)

    html = asked.content.decode()
    assert (asked.status_code, without.status_code, before) == (422, 422, 0)
    assert (saved.status_code, Note.objects.get().body) == (200, ILL)
    assert "être en <mark>dépression</mark> depuis mars" in html
    assert "RGPD, article 9" in html
    assert f"{address(dossier)}/barriers/modifier?theme=sante" in html
    assert "Écrivez pourquoi, en quelques mots." in without.content.decode()
    assert CautionOverride.objects.get().reason == "Elle veut que le référent le sache."


def test_what_appears_only_after_the_box_was_ticked_is_shown_first(sign_in):
    dossier, hat = one_dossier()
    data = typed(body=f"{ILL} Il est catholique.")
    insists = {"cautioned": "health", "insist": "on", "insist_reason": "Parce que."}

    answer = sign_in(hat).post(address(dossier, "write_note"), data | insists)

    html = answer.content.decode()
    assert (answer.status_code, Note.objects.count()) == (422, 0)
    assert 'name="cautioned" value="health religion"' in html
    assert "Parce que." in html


def test_a_number_that_must_go_leaves_no_way_to_insist(sign_in):
    dossier, hat = one_dossier()

    answer = sign_in(hat).post(
        address(dossier, "write_note"), typed(body="NIR 2550814168025 38"), headers=HTMX
    )

    html = answer.content.decode()
    assert (answer.status_code, "À retirer avant d" in html, 'name="insist"' in html) == (
        422, True, False
    )  # fmt: skip


def test_a_proposal_changes_what_the_note_speaks_of_and_saves_nothing_yet(sign_in):
    dossier, hat = one_dossier()
    client = sign_in(hat)
    data = typed(body="Sorti de prison en mars.")
    without = client.post(address(dossier, "write_note"), data | {"block": "J"})
    sworn(hat)

    offered = client.post(address(dossier, "write_note"), data)
    taken = client.post(address(dossier, "write_note"), data | {"block_instead": "J"})
    before = Note.objects.count()
    client.post(address(dossier, "write_note"), data | {"block": "J"})

    assert "avec une habilitation au secret" in without.content.decode()
    assert 'name="block_instead" value="J"' in offered.content.decode()
    html = taken.content.decode()
    assert (taken.status_code, before) == (422, 0)
    assert '<option value="J" selected>' in html
    assert "Sorti de prison en mars." in html
    assert (Note.objects.get().block, CautionOverride.objects.count()) == ("J", 0)
    page = client.get(address(dossier)).content.decode()
    assert "justice, protection" in page


def reviewed(client, dossier, **data):
    answer = client.post(address(dossier, "review_words"), data)
    assert answer.status_code == 200
    return answer.content.decode().strip()


def test_the_same_is_said_while_one_types_and_nothing_is_kept(sign_in):
    dossier, hat = one_dossier()
    client = sign_in(hat)

    told = reviewed(client, dossier, **{"note.body": ILL})
    job = reviewed(client, dossier, **{"work.sought_job": "Vendeuse, catholique"})

    assert "<mark>dépression</mark>" in told
    assert "data-focus" not in told  # the cursor stays where one types
    assert "<mark>catholique</mark>" in job
    assert reviewed(client, dossier, **{"note.body": "Bail signé hier."}) == ""
    assert reviewed(client, dossier, **{"note.body": "Sorti de prison", "block": "J"}) == ""
    assert reviewed(client, dossier, unknown=ILL) == ""
    assert not Entry.objects.filter(kind="caution.overridden").exists()


def test_what_one_types_in_a_block_is_reviewed_there(sign_in):
    dossier, hat = one_dossier()
    client = sign_in(hat)
    form = client.get(address(dossier, "edit_block", "work")).content.decode()
    before = re.search(r'name="before" value="([^"]+)"', form)[1].replace("&#34;", '"')
    data = {"before": before, "sought_job": "Plongeur, schizophrène"}

    refused = client.post(address(dossier, "edit_block", "work"), data)
    insists = {"cautioned": "health", "insist": "on", "insist_reason": "Il le demande."}
    saved = client.post(address(dossier, "edit_block", "work"), data | insists)

    html = refused.content.decode()
    assert 'data-review="work.sought_job"' in form
    assert (refused.status_code, "<mark>schizophrène</mark>" in html) == (422, True)
    assert 'name="block_instead"' not in html
    assert saved.status_code == 302
    dossier.work.refresh_from_db()
    assert dossier.work.sought_job == "Plongeur, schizophrène"


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
