from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Organisation
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import override_caution
from jalon.entry.events import TransferRequested
from jalon.entry.models import Transfer
from jalon.entry.rules import REQUEST_TRANSFER
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "transfer.note"


class CannotMove(Refused):
    """The other body does not orient, is of the same territory, or nothing says where things are"""


@transaction.atomic
def request_transfer(
    *,
    dossier: Dossier,
    organisation: Organisation,
    agreed_on: date,
    note: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Transfer:
    """Ask the orientation service of another département to take on a person who moves there.

    `agreed_on`: the day she agreed. Raises CannotMove, WordsToReview (the receiver reads the note
    before they answer), Denied.
    """
    REQUEST_TRANSFER.require(by, dossier)
    _require_whole(dossier, organisation, agreed_on, note, by.today)
    insisted = guard.review({FIELD: note}, insistence=insistence)
    try:
        with transaction.atomic():
            transfer = Transfer.objects.create(
                dossier=dossier,
                seat_id=dossier.referent_id,
                organisation=organisation,
                requested_by_id=by.affiliation_id,
                requested_at=at,
                agreed_on=agreed_on,
                shown_as=dossier.person.outline,
                note=note.strip(),
            )
    except IntegrityError as error:
        raise CannotMove(_("Un transfert est déjà demandé.")) from error
    record(TransferRequested(dossier_id=dossier.pk, transfer_id=transfer.pk), by=by, at=at)
    if insisted:
        override_caution(
            dossier=dossier, field=FIELD, classes=insisted, reason=insistence.reason, by=by, at=at
        )
    return transfer


def _require_whole(
    dossier: Dossier, organisation: Organisation, agreed_on: date, note: str, today: date
) -> None:
    if dossier.closed_at:
        raise CannotMove(_("Ce dossier est clos."))
    is_council = organisation.kind == OrganisationKind.DEPARTEMENT
    if not is_council or not _is_elsewhere(dossier, organisation):
        raise CannotMove(_("Choisissez le service d’orientation d’un autre département."))
    if agreed_on > today:
        raise CannotMove(_("L’accord de la personne ne peut pas être à venir."))
    if not note.strip():
        raise CannotMove(_("Écrivez où en est la personne, en quelques phrases."))


def _is_elsewhere(dossier: Dossier, organisation: Organisation) -> bool:
    here, there = dossier.referent.organisation.territory, organisation.territory
    return (here.department_id or here.pk) != (there.department_id or there.pk)
