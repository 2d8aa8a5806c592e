"""The desk for calls tells in Jalon too: whom it concerns, once, and nobody else."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, User
from jalon.appraisal.events import CorrectionAsked
from jalon.calls.events import QuestionAnswered
from jalon.calls.models import Subscription
from jalon.grants.events import AgreementSigned
from jalon.grants.operations import (
    accept_agreement,
    certify_payment,
    draft_agreement,
    remind_reports,
    send_agreement,
)
from jalon.journal.models import Entry
from jalon.journal.record import record
from jalon.notifications.models import Notification
from jalon.notifications.reminding import forget_desk
from jalon.notifications.spreading import spread_entries
from tests.appraisal.situations import AT
from tests.calls.situations import officer
from tests.grants.situations import BEGUN, asked, in_force, on, selected
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


def _kinds(who):
    """What a hat was told, oldest first."""
    run_jobs()
    rows = Notification.objects.filter(affiliation_id=who.affiliation_id).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def _signs(world, who, role):
    """The fact alone: the seals have tests of their own."""
    fact = AgreementSigned(
        project_id=world.project.pk, caller_id=world.officer.organisation_id, role=role, digest="",
        agreement_id=world.agreement.pk, version_id=world.version.pk,
    )  # fmt: skip
    record(fact, by=who, at=AT)


def test_an_agreement_is_told_to_whose_turn_it_is_and_opens_where_it_is_read(sign_in):
    world = selected()
    project, call = world.project, world.project.call
    assert _kinds(world.carrier) == _kinds(world.president) == ["results.announced"]
    draft_agreement(project=project, reference="2027-012", by=world.officer, at=AT)
    send_agreement(agreement=world.agreement, by=world.officer, at=AT)
    accept_agreement(agreement=world.agreement, seen=1, by=world.carrier, at=AT)
    assert _kinds(world.carrier)[1:] == ["agreement.sent"]
    assert _kinds(world.president)[1:] == ["agreement.sent", "agreement.accepted"]
    _signs(world, world.president, "carrier")
    assert _kinds(world.head) == ["agreement.signed"]
    _signs(world, world.head, "state")
    follower = officer(kind=OrganisationKind.ASSOCIATION)
    address = User.objects.get(pk=follower.user_id).email
    Subscription.objects.create(
        call=call, email=address.upper(), fingerprint=b"0" * 32, asked_at=AT, confirmed_at=AT
    )
    said = {"call_id": call.pk, "question_id": 1, "number": 1}
    correction = {"project_id": project.pk, "carrier_id": project.carrier_id, "correction_id": 1}
    with transaction.atomic():
        record(QuestionAnswered(**said), by=world.officer, at=AT)
        record(CorrectionAsked(**correction, fields=()), by=world.officer, at=AT)
    told = ["results.announced", "agreement.sent", "question.answered", "correction.asked"]
    assert _kinds(world.carrier) == told
    assert _kinds(follower) == ["question.answered"]
    assert _kinds(world.partner) == _kinds(world.rival) == _kinds(world.officer) == []
    assert not Notification.objects.filter(dossier__isnull=False).exists()

    page = reverse("notifications")
    with time_machine.travel(AT, tick=False):
        browser = sign_in(Affiliation.objects.get(pk=world.carrier.affiliation_id))
        assert "Une convention est à relire." in browser.get(page).content.decode()
        assert browser.get(reverse("notification_bell")).json()["unread"] == 4
        for kind, door, of in (("agreement.sent", "agreement", project),
                               ("question.answered", "call", call)):  # fmt: skip
            one = Notification.objects.get(affiliation=world.carrier.affiliation_id, kind=kind)
            sent = {"numero": str(one.public_id), "ouvrir": "1"}
            opened = browser.post(reverse("read_notifications"), sent).url
            assert opened == reverse(door, args=[of.public_id])
            assert browser.get(opened).status_code == 200


def test_a_payment_and_a_report_are_told_to_the_carrier_and_forgotten_a_year_later(sign_in):
    world = asked(in_force())
    payment = world.payment("advance")
    certify_payment(payment=payment, cents=1, by=on(world.officer, BEGUN), at=BEGUN)
    due = dt.datetime.combine(world.report().due_on, dt.time(9), dt.UTC)
    for _twice in range(2):
        remind_reports(by=None, at=due - dt.timedelta(days=7))
    told = _kinds(world.carrier)
    assert told[-2:] == ["payment.certified", "report.reminded"]
    one = Notification.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():  # of a dossier or of the desk
        Notification.objects.filter(pk=one.pk).update(subject=None)
    later = BEGUN + dt.timedelta(days=366)
    forget_desk(later)
    facts = Entry.objects.filter(at__lte=BEGUN, kind="payment.certified")
    spread_entries(list(facts.values_list("pk", flat=True)), at=later)  # a job that comes back
    assert _kinds(world.carrier) == ["report.reminded"]
