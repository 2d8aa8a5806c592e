from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.events import LimitationGranted
from jalon.dossiers.models import Dossier, Limitation
from jalon.dossiers.rules import GRANT_LIMITATION
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class AlreadyLimited(Refused):
    """This part is read and no longer written since an earlier request."""


@transaction.atomic
def grant_limitation(*, dossier: Dossier, block: str, by: Actor, at: datetime) -> Limitation:
    """Keep a part of a dossier as it is, at its person's request: read, not written (RGPD, 18).

    `block` empty: all of it, but who is around the person. Raises AlreadyLimited, Denied.
    """
    GRANT_LIMITATION.require(by, dossier)
    try:
        with transaction.atomic():
            limitation = Limitation.objects.create(dossier=dossier, block=block, granted_at=at)
    except IntegrityError as error:
        raise AlreadyLimited(_("Cette partie est déjà suspendue.")) from error

    fact = LimitationGranted(dossier_id=dossier.pk, limitation_id=limitation.pk)
    record(fact, by=by, at=at)
    return limitation
