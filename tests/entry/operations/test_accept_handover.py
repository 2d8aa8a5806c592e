import pytest
from django.utils import timezone

from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import change_referent
from jalon.dossiers.rules import READ_DOSSIER
from jalon.entry.operations import accept_handover
from jalon.entry.operations.accept_handover import HandoverOver
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.entry.situations import offered, referents
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


def test_over_once_somebody_else_is_the_referent():
    receiver = AffiliationFactory()
    handover = offered(receiver)
    dossier = handover.dossier
    change_referent(
        dossier=dossier, affiliation=AffiliationFactory(), at=timezone.now(),
        by=actor(dossier.referent.affiliation),
    )  # fmt: skip

    with pytest.raises(HandoverOver):
        accept_handover(handover=handover, by=actor(receiver), at=timezone.now())
    with pytest.raises(Denied):
        accept_handover(handover=handover, by=actor(AffiliationFactory()), at=timezone.now())
