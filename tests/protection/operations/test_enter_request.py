import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.dossiers.models import CautionOverride
from jalon.kernel.errors import Denied
from jalon.protection.models import DataRequest
from jalon.protection.operations import Aim, RequestUnclear, enter_request
from jalon.wording.guard import Insistence, WordsToReview
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded
from tests.protection.situations import MANAGER, OFFICER, arrived, asked, entered, officer_of
from tests.space.situations import camille

pytestmark = pytest.mark.django_db
JUSTICE = "Monsieur sort de prison, il veut une copie."


def test_a_letter_is_due_from_the_day_it_arrived(clock):
    dossier = camille()
    officer = officer_of(dossier)

    request = entered(dossier, officer, "correction", body=" Mon nom est faux. ")

    request = DataRequest.objects.get(pk=request.pk)
    assert request.due_on == dt.date(2026, 12, 14)  # ten days before 24 November, and a month
    assert timezone.localdate(request.received_at) == dt.date(2026, 11, 14)
    assert (request.person_name, request.body) == ("Camille Durand", "Mon nom est faux.")
    assert (request.channel, request.identity_proof) == ("post", "document")
    assert (request.asked_by, request.entered_by_id) == (None, officer.affiliation_id)
    assert request.reply_to == "3 rue des Lilas\n54000 Nancy"
    assert request.lead_organisation == dossier.referent.organisation
    fact = {"request_id": request.pk, "dossier_id": dossier.pk}
    assert recorded() == [("request.entered", fact)]


def test_only_the_officer_who_protects_the_data_enters_it():
    dossier, other = camille(), camille()
    lead = dossier.referent.organisation
    strangers = [actor(role=OFFICER), actor(role=MANAGER, organisation=lead), officer_of(other)]

    for stranger in (*strangers, actor(dossier.referent.affiliation)):
        with pytest.raises(Denied):
            enter_request(
                dossier=dossier, kind="access", body="Copie.", aim=Aim(), arrival=arrived(),
                by=stranger, at=timezone.now(),
            )  # fmt: skip
    # Nor does the database let them, whatever the pages would ask.
    first = entered(dossier, officer_of(dossier))
    first.pk, first.public_id, first.kind = None, other.public_id, "erasure"
    for stranger in strangers:
        first.entered_by_id = stranger.affiliation_id
        with (
            acting(stranger, at=timezone.now(), subject=dossier.public_id),
            pytest.raises(DatabaseError),
            transaction.atomic(),
        ):
            first.save(force_insert=True)
    assert DataRequest.objects.count() == 1


def test_what_cannot_be_understood_is_not_entered():
    dossier = camille()
    officer = officer_of(dossier)
    asked(dossier, "erasure")
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    unclear = [
        ("objection", {}), ("explanation", {}), ("access", {"body": "  "}),
        ("access", {"received_on": tomorrow}), ("access", {"channel": "space"}),
        ("access", {"identity_proof": "account"}), ("erasure", {}),
    ]  # fmt: skip

    for kind, fields in unclear:
        with pytest.raises(RequestUnclear):
            entered(dossier, officer, kind, **fields)
    assert entered(dossier, officer, "objection", aim=Aim(block="N")).block == "N"
    reader, day = AffiliationFactory(), timezone.localdate()
    aims = [Aim(reader.organisation, reader=reader), Aim(reader=reader, read_on=day)]
    for aim in aims:
        with pytest.raises(RequestUnclear):
            entered(dossier, officer, "explanation", aim=aim)
    whole = Aim(reader.organisation, reader=reader, read_on=day)
    assert entered(dossier, officer, "explanation", aim=whole, body="").reader == reader


def test_words_that_have_no_place_are_looked_at_again():
    dossier = camille()
    officer, at = officer_of(dossier), timezone.now()

    with pytest.raises(WordsToReview) as refused:
        entered(dossier, officer, body=JUSTICE)
    codes = frozenset(one.code for one in refused.value.cautions)
    with acting(officer, at=at, subject=dossier.public_id):
        enter_request(
            dossier=dossier, kind="access", body=JUSTICE, aim=Aim(), arrival=arrived(),
            by=officer, at=at, insistence=Insistence(codes, "Ce sont ses mots."),
        )  # fmt: skip

    assert CautionOverride.objects.get().field == "data_request.body"
