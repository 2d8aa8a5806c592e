from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.rules import WRITE_BLOCK, Part
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.outcomes.events import SupportProlonged, SupportSuspended
from jalon.outcomes.models import Suspension, SuspensionGround
from jalon.outcomes.rules import PROLONG_SUPPORT, block_of


class CannotProlong(Refused):
    """The support runs again already, or the new day is no later than the one that was thought."""


@transaction.atomic
def prolong_support(
    *, suspension: Suspension, expected_on: date, reason: str = "", by: Actor, at: datetime
) -> Suspension:
    """The person stays away longer, for the same reason or, from today on, for another one.

    Another reason ends this suspension today and begins one: each step stands still for the
    reasons that its strategy names. Returns the one in force. Raises CannotProlong, Denied.
    """
    PROLONG_SUPPORT.require(by, suspension.dossier)
    if reason:
        WRITE_BLOCK.require(by, Part(suspension.dossier, block_of(reason)))
    suspension = Suspension.objects.select_for_update(of=("self",)).get(pk=suspension.pk)
    ground = SuspensionGround.objects.filter(suspension=suspension).first()
    is_other = bool(reason) and (ground is None or ground.reason != reason)
    if not is_other and suspension.expected_on == expected_on:
        return suspension
    _require_later(suspension, expected_on, by.today, is_other=is_other)
    if is_other:
        return _other(suspension, expected_on, reason, by, at)
    suspension.expected_on = expected_on
    suspension.save(update_fields=["expected_on"])
    _record(suspension, expected_on, None, by, at)
    return suspension


def _require_later(
    suspension: Suspension, expected_on: date, today: date, *, is_other: bool
) -> None:
    if suspension.resumed_on or suspension.withdrawn_at:
        raise CannotProlong(_("L’accompagnement n’est plus suspendu."))
    if expected_on <= today:
        raise CannotProlong(_("Le nouveau retour prévu doit venir après aujourd’hui."))
    if not is_other and suspension.expected_on and expected_on < suspension.expected_on:
        raise CannotProlong(_("Ce jour vient avant le retour déjà prévu : ce n’est pas prolonger."))


def _other(
    former: Suspension, expected_on: date, reason: str, by: Actor, at: datetime
) -> Suspension:
    former.resumed_on, former.resumed_by_id = by.today, by.affiliation_id
    former.save(update_fields=["resumed_on", "resumed_by"])
    new = Suspension.objects.create(
        dossier_id=former.dossier_id,
        from_on=by.today,
        expected_on=expected_on,
        declared_by_id=by.affiliation_id,
        declared_at=at,
    )
    SuspensionGround.objects.create(
        suspension=new, dossier_id=former.dossier_id, block=block_of(reason), reason=reason
    )
    _record(former, expected_on, by.today, by, at)
    fact = SupportSuspended(
        dossier_id=new.dossier_id, suspension_id=new.pk, from_on=new.from_on, ground=reason
    )
    record(fact, by=by, at=at)
    return new


def _record(
    suspension: Suspension, expected_on: date, ended_on: date | None, by: Actor, at: datetime
) -> None:
    fact = SupportProlonged(
        dossier_id=suspension.dossier_id, suspension_id=suspension.pk, expected_on=expected_on,
        ended_on=ended_on,
    )  # fmt: skip
    record(fact, by=by, at=at)
