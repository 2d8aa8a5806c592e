from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import override_caution
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.protection.events import RegisterOpened
from jalon.protection.models import RegisterLookup
from jalon.protection.rules import OPEN_REGISTER
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "register.motive"


class MotiveMissing(Refused):
    """The register is never opened without saying why."""


@transaction.atomic
def open_register(
    *,
    dossier: Dossier,
    motive: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> RegisterLookup:
    """Open, for today, the register of who read one dossier; the motive is kept."""
    OPEN_REGISTER.require(by, dossier)
    if not motive.strip():
        raise MotiveMissing(_("Écrivez pourquoi vous ouvrez ce registre."))
    insisted = guard.review({FIELD: motive}, insistence=insistence)

    lookup = RegisterLookup.objects.create(
        dossier=dossier,
        dossier_number=dossier.public_id,
        affiliation_id=by.affiliation_id,
        motive=motive.strip(),
        opened_at=at,
    )
    record(RegisterOpened(lookup_id=lookup.pk, dossier_id=dossier.pk), by=by, at=at)
    if insisted:
        override_caution(
            dossier=dossier, field=FIELD, classes=insisted, reason=insistence.reason, by=by, at=at
        )
    return lookup
