from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.protection.events import RegisterOpened
from jalon.protection.models import RegisterLookup
from jalon.protection.rules import OPEN_REGISTER


class MotiveMissing(Refused):
    """The register is never opened without saying why."""


@transaction.atomic
def open_register(*, dossier: Dossier, motive: str, by: Actor, at: datetime) -> RegisterLookup:
    """Open, for today, the register of who read one dossier; the motive is kept."""
    OPEN_REGISTER.require(by, dossier)
    if not motive.strip():
        raise MotiveMissing(_("Écrivez pourquoi vous ouvrez ce registre."))

    lookup = RegisterLookup.objects.create(
        dossier=dossier,
        dossier_number=dossier.public_id,
        affiliation_id=by.affiliation_id,
        motive=motive.strip(),
        opened_at=at,
    )
    record(RegisterOpened(lookup_id=lookup.pk, dossier_id=dossier.pk), by=by, at=at)
    return lookup
