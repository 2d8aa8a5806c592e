from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Organisation
from jalon.dossiers.events import ObjectionGranted
from jalon.dossiers.models import Dossier, Objection, TeamRole
from jalon.dossiers.rules import GRANT_OBJECTION
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class ObjectionRefused(Refused):
    """This cannot be closed: already closed, or nobody would accompany the person any more."""


@transaction.atomic
def grant_objection(
    *, dossier: Dossier, organisation: Organisation | None, block: str, by: Actor, at: datetime
) -> Objection:
    """Close to an organisation, in one block or in all, what its person objects to (RGPD, art. 21).

    `organisation` None: to all of them. `block` empty: every block. Raises ObjectionRefused.
    """
    GRANT_OBJECTION.require(by, dossier)
    if organisation is None and not block:
        raise ObjectionRefused(_("Choisissez un organisme, ou une partie du dossier."))
    if organisation and not block and _is_lead(dossier, organisation):
        raise ObjectionRefused(
            _("Cet organisme est référent : la personne doit d’abord en changer.")
        )
    try:
        with transaction.atomic():
            objection = Objection.objects.create(
                dossier=dossier, organisation=organisation, block=block, granted_at=at
            )
    except IntegrityError as error:
        raise ObjectionRefused(_("Cette opposition est déjà en place.")) from error

    told_to = dossier.referent.organisation_id
    record(
        ObjectionGranted(dossier_id=dossier.pk, objection_id=objection.pk, told_to=told_to),
        by=by,
        at=at,
    )
    return objection


def _is_lead(dossier: Dossier, organisation: Organisation) -> bool:
    seats = dossier.memberships.filter(role=TeamRole.REFERENT, ended_at=None)
    return seats.filter(organisation=organisation).exists()
