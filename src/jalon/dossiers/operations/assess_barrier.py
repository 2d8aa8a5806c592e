from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.access.policy.blocks import block_of_theme
from jalon.accounts.actor import Actor
from jalon.dossiers.events import BarrierAssessed
from jalon.dossiers.models import Barrier, BarrierStatus, Dossier, Impact
from jalon.dossiers.rules import WRITE_BLOCK, Part
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class BarrierConflict(Refused):
    """Someone else assessed the same theme in between; `barrier` is what stands now."""

    def __init__(self, sentence: str, barrier: Barrier) -> None:
        super().__init__(sentence)
        self.barrier = barrier


@transaction.atomic
def assess_barrier(
    *,
    dossier: Dossier,
    theme: str,
    status: str,
    impact: str,
    before: tuple[str, str],
    by: Actor,
    at: datetime,
) -> Barrier:
    """Say where one theme stands. `before` is the (status, impact) the writer saw.

    An impact is kept only for a difficulty that is present. Raises BarrierConflict when the theme
    was assessed otherwise in between, Denied.
    """
    WRITE_BLOCK.require(by, Part(dossier, block_of_theme(theme)))
    if status != BarrierStatus.YES:
        impact = Impact.NONE

    barrier = _locked(dossier, theme, on=by.today)
    now = (barrier.status, barrier.impact)
    if now == (status, impact):
        return barrier
    if now != before:
        raise BarrierConflict(_("Quelqu’un vient de changer ce thème."), barrier)
    barrier.status, barrier.impact = status, impact
    barrier.declared_by_id, barrier.declared_on = by.affiliation_id, by.today
    barrier.source = "interview"
    barrier.save()

    fact = BarrierAssessed(
        dossier_id=dossier.pk,
        theme=theme,
        status=status,
        impact=impact,
        previous_status=now[0],
        previous_impact=now[1],
    )
    record(fact, by=by, at=at)
    return barrier


def _locked(dossier: Dossier, theme: str, *, on: date) -> Barrier:
    """The theme as it stands, held until the commit; one never assessed is written first."""
    unsaid = Barrier(dossier=dossier, theme=theme, declared_on=on)
    Barrier.objects.bulk_create([unsaid], ignore_conflicts=True)
    return Barrier.objects.select_for_update().get(dossier=dossier, theme=theme)
