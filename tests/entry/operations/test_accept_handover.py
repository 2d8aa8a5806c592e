from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.directory.operations import end_affiliation
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import READ_DOSSIER
from jalon.entry.operations import accept_handover, withdraw_handover
from jalon.entry.operations.accept_handover import HandoverOver
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.entry.situations import handed_over, offered, referents
from tests.factories import AffiliationFactory, MembershipFactory, actor

pytestmark = pytest.mark.django_db


def test_the_receiver_is_the_one_referent_and_the_former_stays_as_co_adviser():
    receiver = AffiliationFactory()
    handover = offered(receiver)
    MembershipFactory(dossier=handover.dossier, affiliation=receiver)
    former = handover.dossier.referent.affiliation

    seat = accept_handover(handover=handover, by=actor(receiver), at=timezone.now())

    dossier = Dossier.objects.get(pk=handover.dossier_id)
    assert referents(dossier) == [receiver.pk]
    assert dossier.referent_id == seat.pk
    assert dossier.memberships.get(affiliation=former, ended_at=None).role == "co_advisor"
    assert READ_DOSSIER.allows(actor(receiver), dossier)
    kinds = list(Entry.objects.order_by("position").values_list("kind", flat=True))
    assert kinds == ["handover.proposed", "referent.changed", "handover.accepted"]
    with pytest.raises(HandoverOver):
        accept_handover(handover=handover, by=actor(receiver), at=timezone.now())


def test_nobody_stays_whose_hat_has_ended():
    receiver = AffiliationFactory()
    handover = offered(receiver)
    former = handover.dossier.referent.affiliation
    former.ended_on = timezone.localdate()
    former.save()

    accept_handover(handover=handover, by=actor(receiver), at=timezone.now())

    assert not handover.dossier.memberships.filter(affiliation=former, ended_at=None).exists()


def test_over_once_the_seat_it_was_proposed_for_is_not_the_referents():
    receiver = AffiliationFactory()
    handover = offered(receiver)
    dossier = handover.dossier
    seat = dossier.referent
    with pytest.raises(Denied):
        accept_handover(handover=handover, by=actor(AffiliationFactory()), at=timezone.now())
    withdraw_handover(handover=handover, by=actor(seat.affiliation), at=timezone.now())

    handed_over(dossier, other := AffiliationFactory())

    with pytest.raises(HandoverOver):
        accept_handover(handover=handover, by=actor(receiver), at=timezone.now())
    assert referents(dossier) == [other.pk]


@pytest.mark.django_db(transaction=True)
def test_nobody_receives_a_person_under_a_hat_that_ends_at_the_same_moment(at_once):
    receiver = AffiliationFactory()
    handover = offered(receiver)
    manager = actor(organisation=receiver.organisation, role=AffiliationRole.MANAGER)
    by = actor(receiver)

    at_once(
        lambda: accept_handover(handover=handover, by=by, at=timezone.now()),
        lambda: end_affiliation(affiliation=receiver, by=manager, at=timezone.now()),
    )

    dossier = Dossier.objects.get(pk=handover.dossier_id)
    assert dossier.referent.affiliation in Affiliation.objects.in_force(manager.today)
    assert dossier.memberships.filter(role="referent", ended_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepted_twice_at_once_there_is_one_referent(at_once):
    receiver = AffiliationFactory()
    handover = offered(receiver)
    by = actor(receiver)

    results = at_once(*[lambda: accept_handover(handover=handover, by=by, at=timezone.now())] * 2)

    assert sorted(type(one).__name__ for one in results) == ["HandoverOver", "Membership"]
    assert referents(Dossier.objects.get(pk=handover.dossier_id)) == [receiver.pk]


WAITS = """SELECT EXISTS (SELECT FROM pg_locks
                WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"""


@pytest.mark.django_db(transaction=True)
def test_who_accepts_waits_for_the_dossier_before_holding_anything_that_its_move_needs():
    receiver = AffiliationFactory()
    handover = offered(receiver)
    by = actor(receiver)

    def accept():
        accept_handover(handover=handover, by=by, at=timezone.now())
        connection.close()

    accepting = Thread(target=accept)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM dossiers_dossier WHERE id = %s FOR UPDATE", [handover.dossier_id]
        )
        accepting.start()
        while accepting.is_alive() and not (cursor.execute(WAITS), cursor.fetchone())[1][0]:
            pass
        locked = "SELECT FROM entry_handover WHERE id = %s FOR UPDATE NOWAIT"
        cursor.execute(locked, [handover.pk])  # OperationalError when it is held
    accepting.join()

    assert referents(Dossier.objects.get(pk=handover.dossier_id)) == [receiver.pk]
