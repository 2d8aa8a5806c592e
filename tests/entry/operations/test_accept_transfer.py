"""Accepted there, the whole former team leaves, clocks start anew, and the history stays."""

import pytest
from django.utils import timezone

from jalon.deadlines.models import Deadline
from jalon.dossiers.rules import READ_DOSSIER
from jalon.entry.models import Orientation, TrackPeriod
from jalon.entry.operations import accept_transfer, request_referent, request_reorientation
from jalon.entry.operations.accept_transfer import TransferOver
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.deadlines.model import Promise
from tests.deadlines.situations import adopted, department, dossier_in
from tests.entry.situations import elsewhere, moving_to, notified, officer, referent_of
from tests.factories import MembershipFactory, OrganisationFactory, actor
from tests.outcomes.situations import halted, met
from tests.space.situations import person_actor

pytestmark = pytest.mark.django_db
THERE = Promise(
    "orient", "information_received", "orientation_decided", (3, "weeks"), suspended_by=("move",)
)


def test_the_team_leaves_whole_a_clock_of_the_new_territory_starts_and_all_is_kept(clock):
    dossier = dossier_in(department("901"))
    adopted(new := department("902"), [THERE])
    there = officer(OrganisationFactory(kind="departement", territory=new))
    referent, at = dossier.referent.affiliation, timezone.now()
    colleague = MembershipFactory(dossier=dossier).affiliation
    met(dossier)
    suspension = halted(dossier, reason="move")
    facts = Entry.objects.filter(stream=dossier.stream).count()
    transfer = moving_to(there, dossier)
    assert not READ_DOSSIER.allows(actor(there), dossier)

    accept_transfer(transfer=transfer, by=actor(there), at=at)

    dossier.refresh_from_db()
    assert (dossier.referent.organisation_id, dossier.referent.affiliation_id) == (
        there.organisation_id, None,
    )  # fmt: skip
    for hat in (referent, colleague):
        assert not READ_DOSSIER.allows(actor(hat), dossier)
    waits = Orientation.objects.get(dossier=dossier, decided_at=None)
    assert (waits.organisation, waits.origin) == (there.organisation, "transfer")
    due = Deadline.objects.get(dossier=dossier, code="orient")
    assert ((due.due_on - due.starts_on).days, due.state) == (21, "running")
    suspension.refresh_from_db()
    assert suspension.resumed_on == actor(there).today
    assert Entry.objects.filter(stream=dossier.stream).count() == facts + 4
    with pytest.raises(TransferOver):
        accept_transfer(transfer=transfer, by=actor(there), at=at)


def test_the_track_decided_here_ends_and_another_orientation_waits_there(clock):
    dossier, there = notified(officer()).dossier, elsewhere()
    clock.shift(60)

    accept_transfer(transfer=moving_to(there, dossier), by=actor(there), at=timezone.now())

    assert not TrackPeriod.objects.filter(dossier=dossier, ended_at=None).exists()
    assert Orientation.objects.filter(dossier=dossier).count() == 2


def test_what_she_had_asked_there_has_its_answer_in_words(clock):
    known, there, at = notified(officer()), elsewhere(), timezone.now()
    dossier = known.dossier
    said = {"dossier": dossier, "at": at}
    asked = request_referent(reason="", by=person_actor(dossier), **said)
    again = request_reorientation(reason="Un projet est né.", by=referent_of(known), **said)
    clock.shift(60)

    accept_transfer(transfer=moving_to(there, dossier), by=actor(there), at=timezone.now())

    for one in (asked, again):
        one.refresh_from_db()
        assert "vous suit dans un autre territoire" in one.answer
    assert (asked.state, asked.answered_by, again.state) == ("accepted", there, "refused")
    assert Entry.objects.get(kind="referent_request.answered").payload["request_id"] == asked.pk


def test_another_service_accepts_nothing():
    transfer = moving_to(elsewhere())

    with pytest.raises(Denied):
        accept_transfer(transfer=transfer, by=actor(officer()), at=timezone.now())
    transfer.refresh_from_db()
    assert transfer.state == "pending"
