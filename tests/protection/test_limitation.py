"""Suspending, from the person's request to its end: the database holds it too (RGPD, art. 18)."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.dossiers.models import Limitation, Note
from jalon.protection.models import DataRequest
from tests.factories import AffiliationFactory, actor
from tests.protection.situations import OFFICER
from tests.space.situations import account_of, browser_of, camille

pytestmark = pytest.mark.django_db
NOTE = {"kind": "note", "block": "N", "body": "Appel ce matin."}


def changes_the_city(hat, dossier):
    """How many rows of contact this hat changes, asked of the database past every rule."""
    with acting(actor(hat), at=timezone.now()), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_contact SET city = 'Metz' WHERE person_id = %s", [dossier.person_id]
        )
        return cursor.rowcount


def writes_a_note(hat, dossier):
    with acting(actor(hat), at=timezone.now()), transaction.atomic():
        Note.objects.create(
            dossier=dossier, author=hat, organisation=hat.organisation, kind="note", block="N",
            body="Essai", happened_on=timezone.localdate(), written_at=timezone.now(),
        )  # fmt: skip


def test_asked_accepted_locked_then_lifted(sign_in):
    dossier = camille()
    hat = dossier.referent.affiliation
    browser_of(account_of(dossier.person)).post("/mon-espace/droits/suspendre", {"block": ""})
    asked = DataRequest.objects.get()
    officer = sign_in(AffiliationFactory(role=OFFICER, organisation=hat.organisation))
    assert changes_the_city(hat, dossier) == 1

    officer.post(f"/protection/demandes/{asked.public_id}/accepter", {"answer": "C’est fait."})

    page = f"/dossiers/{dossier.public_id}"
    referent = sign_in(hat)
    shown = referent.get(page).text
    assert "Utilisation suspendue à la demande de la personne" in shown
    assert f"{page}/contact/modifier" not in shown
    said = {**NOTE, "happened_on": timezone.localdate().isoformat()}
    answer = referent.post(f"{page}/notes", said)
    assert answer.status_code == 403
    assert "suspendue à la demande de la personne" in answer.text
    assert changes_the_city(hat, dossier) == 0
    with pytest.raises(ProgrammingError, match="row-level security"):
        writes_a_note(hat, dossier)
    ends = "/protection/oppositions"
    assert "Lu, sans rien changer" in officer.get(ends).text
    officer.post(f"/protection/demandes/{asked.public_id}/fin-opposition")

    assert Limitation.objects.get().ended_at
    assert changes_the_city(hat, dossier) == 1
    assert f"{page}/contact/modifier" in referent.get(page).text
