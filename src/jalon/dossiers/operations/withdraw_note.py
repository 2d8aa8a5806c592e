from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import NoteWithdrawn
from jalon.dossiers.models import Note
from jalon.dossiers.rules import WITHDRAW_NOTE, WRITE_DOSSIER
from jalon.journal.record import record


@transaction.atomic
def withdraw_note(*, note: Note, by: Actor, at: datetime) -> Note:
    """Take back one's own note: its text is erased, the fact that it existed stays."""
    WRITE_DOSSIER.require(by, note.dossier)
    WITHDRAW_NOTE.require(by, note)

    note = Note.objects.select_for_update().get(pk=note.pk)
    if note.withdrawn_at:
        return note
    note.body, note.withdrawn_at = "", at
    note.save(update_fields=["body", "withdrawn_at"])

    private_to = note.organisation_id if note.is_private else None
    fact = NoteWithdrawn(
        dossier_id=note.dossier_id, note_id=note.pk, private_to=private_to, block=note.block
    )
    record(fact, by=by, at=at)
    return note
