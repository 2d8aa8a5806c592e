from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.events import NoteWritten
from jalon.dossiers.models import Dossier, Note
from jalon.dossiers.rules import WRITE_DOSSIER
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class NoteFromTheFuture(Refused):
    """What is told has not happened yet."""


@transaction.atomic
def write_note(
    *,
    dossier: Dossier,
    kind: str,
    body: str,
    is_private: bool,
    happened_on: date,
    by: Actor,
    at: datetime,
) -> Note:
    """Write what happened, for the team, or for one's own organisation only (`is_private`)."""
    WRITE_DOSSIER.require(by, dossier)
    if happened_on > by.today:
        raise NoteFromTheFuture(
            _("Cette date est à venir : une note raconte ce qui a déjà eu lieu.")
        )

    note = Note.objects.create(
        dossier=dossier,
        author_id=by.affiliation_id,
        organisation_id=by.organisation_id,
        kind=kind,
        body=body,
        is_private=is_private,
        happened_on=happened_on,
        written_at=at,
    )
    private_to = by.organisation_id if is_private else None
    record(NoteWritten(dossier_id=dossier.pk, note_id=note.pk, private_to=private_to), by=by, at=at)
    return note
