"""S1 after the announcement: no candidate reads another's agreement, nor writes the State's."""

import pytest
from django.db import DatabaseError, transaction

from jalon.accounts.acting import acting
from jalon.grants import models
from jalon.grants.operations import (
    accept_agreement,
    ask_agreement_changes,
    draft_agreement,
    send_agreement,
    sign_agreement,
)
from jalon.grants.queries.readable import readable
from jalon.grants.rules import READ_AGREEMENT
from tests.appraisal.situations import AT
from tests.calls.situations import officer
from tests.grants.situations import BEGUN, asked, paid, selected

pytestmark = pytest.mark.django_db
TABLES = ("Agreement", "AgreementVersion", "ArticleRequest")


def seen(who):
    """How many rows of each table the session of this actor reads."""
    with acting(who, at=AT):
        return [getattr(models, name).objects.count() for name in TABLES]


def test_an_agreement_through_each_hand_and_who_reads_it_on_the_way():
    world = selected()
    project, carrier = world.project, world.carrier
    outside, nothing = (world.rival, officer()), [0] * len(TABLES)
    with acting(world.officer, at=AT):
        agreement = draft_agreement(project=project, reference="7", by=world.officer, at=AT)
    readers = (carrier, world.partner, world.president)
    assert [seen(who) for who in (*readers, *outside)] == [nothing] * 5
    for who in (*readers, *outside, world.officer, world.head):
        with acting(who, at=AT):
            known = readable(who).filter(pk=agreement.pk).exists()
        assert known == READ_AGREEMENT.allows(who, world.agreement) == (seen(who)[0] == 1)
    with acting(world.officer, at=AT):
        send_agreement(agreement=world.agreement, by=world.officer, at=AT)
    assert [seen(who) for who in readers] == [[1, 1, 0]] * 3
    with acting(carrier, at=AT):
        rows = models.AgreementVersion.objects.all()
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(state="signed")
        assert not models.Agreement.objects.update(end_words="8")
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(state="accepted", amount_cents=1)  # accepting is not writing
        ask_agreement_changes(agreement=world.agreement, wanted={"duree": "36"}, by=carrier, at=AT)
        assert not rows.update(amount_cents=1)  # taken up by the State, it is in its hands
    with acting(world.officer, at=AT):
        send_agreement(agreement=world.agreement, by=world.officer, at=AT)
    with acting(world.partner, at=AT):
        assert not models.AgreementVersion.objects.update(state="discarded")
    with acting(carrier, at=AT):
        accept_agreement(agreement=world.agreement, seen=1, by=carrier, at=AT)
    for_the_carrier = {
        "state": "carrier_signed", "carrier_signed_by": world.president.affiliation_id,
        "carrier_signed_at": AT, "document": b"%PDF", "document_digest": "0" * 64,
    }  # fmt: skip
    for_the_state = {"state_signed_by": world.head.affiliation_id, "state_signed_at": AT}
    for who, forged in ((world.head, for_the_carrier), (carrier, for_the_state)):
        with acting(who, at=AT), pytest.raises(DatabaseError), transaction.atomic():
            models.AgreementVersion.objects.update(**forged)
    with acting(world.president, at=AT):
        sign_agreement(agreement=world.agreement, seen=1, by=world.president, at=AT)
    with acting(world.head, at=AT):
        sign_agreement(agreement=world.agreement, seen=1, by=world.head, at=AT)
    for who in (*readers, *outside, world.officer, world.head):
        with acting(who, at=AT):
            known = readable(who).filter(pk=agreement.pk).exists()
        assert known == READ_AGREEMENT.allows(who, world.agreement) == (seen(who)[0] == 1)
    assert [seen(who) for who in outside] == [nothing] * 2
    assert world.agreement.state == "in_force"


def test_what_is_agreed_certified_and_paid_is_not_written_again():
    world = asked(paid(), "instalment", BEGUN.replace(year=2028, month=6))
    rows = models.Payment.objects
    with acting(world.partner, at=BEGUN):
        assert (rows.count(), models.PaymentPaper.objects.count()) == (3, 0)
    with acting(world.carrier, at=BEGUN):
        assert models.PaymentPaper.objects.count() == 2
        for kind in ("balance", "advance"):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.filter(kind=kind).update(state="asked", cents=10**9)
    with acting(world.head, at=BEGUN):
        for change in ({"reference": "DP-2"}, {"certified_cents": 1}, {"paid_on": AT.date()}):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.filter(state="paid").update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            models.Agreement.objects.update(reference="8")
        with pytest.raises(DatabaseError), transaction.atomic():
            models.Report.objects.update(due_on=AT.date())
