import datetime as dt

import pytest
from django.utils import timezone

from jalon.contracts.models import AcceptanceCode
from jalon.contracts.operations import send_code
from jalon.contracts.operations.send_code import CodeNotSent
from tests.contracts.situations import coded, offered
from tests.jobs import delivered, run_jobs

pytestmark = pytest.mark.django_db
SENT = []


def keep(number, text):
    SENT.append((number, text))


def test_a_code_reaches_her_mail_box_and_says_nothing_else():
    one = offered()
    one.dossier.person.contact.emails = "à redemander\ncamille@personne.example "
    one.dossier.person.contact.save()

    code = coded(one)

    [message] = [one for one in delivered() if one.subject == "Votre code"]
    assert message.to == ["camille@personne.example"]
    for word in ("Camille", "contrat", "Payer", "RSA"):
        assert word not in message.body
    kept = AcceptanceCode.objects.get()
    assert code.encode() not in bytes(kept.fingerprint)
    assert kept.expires_at - kept.sent_at == dt.timedelta(minutes=30)


def test_by_sms_through_the_sender_of_the_deployment(settings):
    one = offered()
    one.dossier.person.contact.phones = "+33639980123"
    one.dossier.person.contact.save()

    with pytest.raises(CodeNotSent):
        send_code(contract=one.contract, channel="sms", by=one.by, at=timezone.now())
    settings.JALON_SMS_SENDER = f"{__name__}.keep"
    SENT.clear()
    send_code(contract=one.contract, channel="sms", by=one.by, at=timezone.now())

    run_jobs()

    assert AcceptanceCode.objects.get().channel == "sms"
    [(number, text)] = SENT
    assert number == "+33639980123"
    assert "Camille" not in text


def test_not_more_than_a_handful_a_day():
    one = offered()
    for _number in range(5):
        coded(one)

    with pytest.raises(CodeNotSent):
        coded(one)
