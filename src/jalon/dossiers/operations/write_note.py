from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.access.policy.blocks import Block
from jalon.accounts.actor import Actor
from jalon.dossiers.events import NoteWritten, need_of_note
from jalon.dossiers.models import Dossier, Note, NoteBlock, NoteKind
from jalon.dossiers.operations.override_caution import override_caution
from jalon.dossiers.rules import WRITE_BLOCK, WRITE_DOSSIER, Part, has_secrecy
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.wording import guard
from jalon.wording.guard import Insistence

# Classes of words that are in their place in a note of this block: nothing to insist on.
AT_HOME: Final[dict[str, frozenset[str]]] = {
    NoteBlock.GENERAL: frozenset(),
    NoteBlock.HEALTH: frozenset({"disability"}),
    NoteBlock.JUSTICE: frozenset({"justice"}),
}

# Notes that tell of an exchange with the person; a call without answer is none.
CONTACTS: Final = frozenset({NoteKind.MEETING, NoteKind.CALL, NoteKind.VISIT, NoteKind.LETTER})


class NoteFromTheFuture(Refused):
    """What is told has not happened yet."""


class NoteNeedsSecrecy(Refused):
    """A note of health or justice is written and read with an express habilitation."""


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
    block: str = NoteBlock.GENERAL,
    insistence: Insistence = guard.NONE,
) -> Note:
    """Write what happened, for the team, or for one's own organisation only (`is_private`).

    Raises NoteFromTheFuture, NoteNeedsSecrecy, and WordsToReview for words that have no place
    there and that the writer does not insist on.
    """
    WRITE_DOSSIER.require(by, dossier)
    _check(happened_on, block, by)
    private_to = by.organisation_id if is_private else None
    WRITE_BLOCK.require(by, Part(dossier, Block(need_of_note(block, private_to))))
    insisted = guard.review({"note.body": body}, at_home=AT_HOME[block], insistence=insistence)

    note = Note.objects.create(
        dossier=dossier,
        author_id=by.affiliation_id,
        organisation_id=by.organisation_id,
        kind=kind,
        block=block,
        body=body,
        is_private=is_private,
        happened_on=happened_on,
        written_at=at,
    )
    fact = NoteWritten(
        dossier_id=dossier.pk, note_id=note.pk, private_to=private_to, block=block,
        contact_on=_contact_day(note),
    )  # fmt: skip
    record(fact, by=by, at=at)
    if insisted:
        override_caution(
            dossier=dossier, field="note.body", classes=insisted, reason=insistence.reason,
            note=note, by=by, at=at,
        )  # fmt: skip
    return note


def _contact_day(note: Note) -> date | None:
    """The day of a contact that the whole team may know of; of any other note, nothing is told."""
    is_known = not note.is_private and note.block == NoteBlock.GENERAL
    return note.happened_on if is_known and note.kind in CONTACTS else None


def _check(happened_on: date, block: str, by: Actor) -> None:
    """What happened has happened; what is protected takes an habilitation."""
    if happened_on > by.today:
        raise NoteFromTheFuture(
            _("Cette date est à venir : une note raconte ce qui a déjà eu lieu.")
        )
    if block != NoteBlock.GENERAL and not has_secrecy(by):
        raise NoteNeedsSecrecy(
            _(
                "Une note de santé ou de justice s’écrit avec une habilitation au secret "
                "professionnel. Demandez-la à la personne responsable de votre organisme."
            )
        )
