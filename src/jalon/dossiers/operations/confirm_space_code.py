from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.events import SpaceCodeConfirmed
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import CONFIRM_SPACE_CODE
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.people.models import SpaceCode


class NoCodeToConfirm(Refused):
    """It was used, replaced or confirmed meanwhile, or its time is over."""


@transaction.atomic
def confirm_space_code(*, dossier: Dossier, by: Actor, at: datetime) -> SpaceCode:
    """Let a number give her account back to a person whom no code can reach: she asked for it.

    Raises NoCodeToConfirm, Denied.
    """
    CONFIRM_SPACE_CODE.require(by, dossier)
    standing = SpaceCode.objects.filter(
        person_id=dossier.person_id, used_at=None, ended_at=None, expires_at__gt=at,
        second=None, confirmed_at=None,
    )  # fmt: skip
    code = standing.select_for_update().first()
    if code is None or code.made_by.user_id == by.user_id:
        raise NoCodeToConfirm(_("Ce numéro n’attend plus de confirmation."))
    code.confirmed_at, code.confirmed_by_id = at, by.affiliation_id
    code.save(update_fields=["confirmed_at", "confirmed_by"])

    record(SpaceCodeConfirmed(dossier_id=dossier.pk), by=by, at=at)
    return code
