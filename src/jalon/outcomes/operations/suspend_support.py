from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import WRITE_BLOCK, Part
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.outcomes.events import SupportSuspended
from jalon.outcomes.models import Suspension, SuspensionGround
from jalon.outcomes.rules import SUSPEND_SUPPORT, block_of


class CannotSuspend(Refused):
    """The dates are in the wrong order, the dossier is closed or stands still already."""


@transaction.atomic
def suspend_support(
    *,
    dossier: Dossier,
    reason: str,
    from_on: date,
    expected_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Suspension:
    """Let the clocks stand still while the person is away, until `resume_support`.

    `reason` is a code, never a word; who may not write on health says no stay in hospital.
    Raises CannotSuspend, Denied.
    """
    SUSPEND_SUPPORT.require(by, dossier)
    block = block_of(reason)
    WRITE_BLOCK.require(by, Part(dossier, block))
    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    _require_dates(dossier, from_on, expected_on, by.today)
    try:
        with transaction.atomic():
            suspension = Suspension.objects.create(
                dossier=dossier,
                from_on=from_on,
                expected_on=expected_on,
                declared_by_id=by.affiliation_id,
                declared_at=at,
            )
    except IntegrityError as error:
        raise CannotSuspend(_("L’accompagnement est déjà suspendu.")) from error
    SuspensionGround.objects.create(
        suspension=suspension, dossier=dossier, block=block, reason=reason
    )
    fact = SupportSuspended(
        dossier_id=dossier.pk, suspension_id=suspension.pk, from_on=from_on, ground=reason
    )
    record(fact, by=by, at=at)
    return suspension


def _require_dates(dossier: Dossier, from_on: date, expected_on: date | None, today: date) -> None:
    if dossier.closed_at:
        raise CannotSuspend(_("Ce dossier est clos."))
    if from_on > today:
        raise CannotSuspend(_("Une suspension se note à partir du jour où elle commence."))
    if expected_on and expected_on <= from_on:
        raise CannotSuspend(_("Le retour prévu vient avant le début : corrigez l’une des dates."))
    former = Suspension.objects.filter(dossier=dossier, withdrawn_at=None, resumed_on__gt=from_on)
    if former.exists():
        raise CannotSuspend(_("Une autre suspension couvre déjà ce jour."))
