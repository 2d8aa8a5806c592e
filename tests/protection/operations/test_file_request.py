import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.protection.models import DataRequest, RequestState
from jalon.protection.operations import Aim, RequestUnclear, file_request
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded
from tests.protection.situations import asked
from tests.space.situations import camille, person_actor

pytestmark = pytest.mark.django_db


def test_what_a_person_asks_reaches_the_lead_body_with_its_legal_deadline(clock):
    dossier = camille()
    person = person_actor(dossier)

    request = file_request(
        dossier=dossier, kind="erasure", body=" Tout. ", aim=Aim(), by=person, at=timezone.now()
    )

    request.refresh_from_db()
    assert request.lead_organisation == dossier.referent.organisation
    assert request.person_name == "Camille Durand"
    assert request.dossier_number == dossier.public_id
    assert (request.body, request.state) == ("Tout.", RequestState.OPEN)
    assert request.due_on == dt.date(2026, 12, 24)
    fact = {"request_id": request.pk, "dossier_id": dossier.pk}
    assert recorded() == [("request.filed", fact)]


def test_what_was_written_is_sealed_in_the_database():
    request = asked(body="Je préfère que mon voisin ne sache rien")

    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM protection_datarequest AS t")
        [(row,)] = cursor.fetchall()

    assert request.pk
    for secret in ("voisin", "Durand", b"voisin".hex(), b"Durand".hex()):
        assert secret not in row


def test_nobody_asks_for_somebody_else():
    dossier, other = camille(), camille()
    colleague = actor(dossier.referent.affiliation)

    for asker in (person_actor(other), colleague, actor(role="data_protection")):
        with pytest.raises(Denied):
            file_request(
                dossier=dossier, kind="access", body="", aim=Aim(), by=asker, at=timezone.now()
            )
    assert not DataRequest.objects.exists()


@pytest.mark.parametrize(
    ("kind", "body"), [("objection", "Non."), ("explanation", "Pourquoi ?"), ("correction", "  ")]
)
def test_what_cannot_be_understood_is_not_received(kind, body):
    with pytest.raises(RequestUnclear):
        asked(kind=kind, body=body)
    assert not DataRequest.objects.exists()


def test_the_same_request_waits_once_and_two_corrections_are_two():
    dossier = camille()
    asked(dossier, "erasure")
    asked(dossier, "correction")
    asked(dossier, "correction")
    body = AffiliationFactory().organisation
    asked(dossier, "objection", organisation=body)
    asked(dossier, "objection", block="N")

    with pytest.raises(RequestUnclear, match="déjà"):
        asked(dossier, "erasure")
    with pytest.raises(RequestUnclear, match="déjà"):
        asked(dossier, "objection", organisation=body)
    assert DataRequest.objects.count() == 5


def test_an_answered_request_may_be_made_again():
    dossier = camille()
    first = asked(dossier, "access")
    DataRequest.objects.filter(pk=first.pk).update(state="refused", closed_at=timezone.now())

    assert asked(dossier, "access").pk != first.pk
