import pytest
from django.db import connection
from django.utils import timezone

from jalon.dossiers.operations import withdraw_note, write_note
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def situation(*, is_private=False):
    hat = AffiliationFactory()
    dossier, someone = make_dossier(referent=hat), actor(hat)
    note = write_note(
        dossier=dossier,
        kind="note",
        body="Confidence faite trop vite",
        is_private=is_private,
        happened_on=someone.today,
        by=someone,
        at=timezone.now(),
    )
    return someone, note


@pytest.mark.parametrize("is_private", [True, False])
def test_the_text_is_erased_and_the_fact_that_it_existed_stays(is_private):
    someone, note = situation(is_private=is_private)
    at = timezone.now()

    withdraw_note(note=note, by=someone, at=at)

    note.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(body) FROM dossiers_note")
        [(length,)] = cursor.fetchall()
    assert (note.body, note.withdrawn_at, length) == ("", at, 0)
    private_to = someone.organisation_id if is_private else None
    payload = {
        "dossier_id": note.dossier_id,
        "note_id": note.pk,
        "private_to": private_to,
        "block": "N",
    }
    written = payload | {"contact_on": None}  # a plain note tells of no exchange
    assert recorded() == [("note.written", written), ("note.withdrawn", payload)]


def test_withdrawing_twice_is_one_fact():
    someone, note = situation()

    withdraw_note(note=note, by=someone, at=timezone.now())
    withdraw_note(note=note, by=someone, at=timezone.now())

    assert len(recorded()) == 2


def test_a_member_does_not_withdraw_the_note_of_another():
    _, note = situation()
    member = actor(MembershipFactory(dossier=note.dossier).affiliation)

    with refused(Denied, "Seule la personne qui a écrit cette note peut la retirer."):
        withdraw_note(note=note, by=member, at=timezone.now())

    note.refresh_from_db()
    assert note.body == "Confidence faite trop vite"


def test_who_left_the_team_withdraws_nothing_any_more():
    hat = AffiliationFactory()
    dossier = make_dossier()
    seat = MembershipFactory(dossier=dossier, affiliation=hat)
    note = write_note(
        dossier=dossier,
        kind="note",
        body="Un mot",
        is_private=False,
        happened_on=actor(hat).today,
        by=actor(hat),
        at=timezone.now(),
    )
    seat.ended_at = timezone.now()
    seat.save()

    with refused(Denied, "Seules les personnes de l’équipe peuvent écrire dans ce dossier."):
        withdraw_note(note=note, by=actor(hat), at=timezone.now())
