from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.outcomes.events import DossierReopened
from jalon.outcomes.models import Closing
from jalon.outcomes.rules import REOPEN_DOSSIER


class CannotReopen(Refused):
    """The person has another dossier in the meantime."""


@transaction.atomic
def reopen_dossier(*, dossier: Dossier, by: Actor, at: datetime) -> Dossier:
    """The person is back: the same dossier goes on, with what was known. Raises CannotReopen."""
    REOPEN_DOSSIER.require(by, dossier)
    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if dossier.closed_at is None:
        return dossier
    dossier.closed_at = None
    try:
        with transaction.atomic():
            dossier.save(update_fields=["closed_at"])
    except IntegrityError as error:
        raise CannotReopen(
            _("Un autre dossier est ouvert pour cette personne : celui-ci reste clos.")
        ) from error
    Closing.objects.filter(dossier=dossier, reopened_at=None).update(
        reopened_at=at, reopened_by_id=by.affiliation_id
    )
    record(DossierReopened(dossier_id=dossier.pk), by=by, at=at)
    return dossier
