from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import models, transaction
from django.utils.translation import gettext as _

from jalon.access.policy.blocks import SECTION_BLOCKS
from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.events import BlockRevised
from jalon.dossiers.models import Dossier, Education, Household, Rights, Work
from jalon.dossiers.operations.override_caution import override_caution
from jalon.dossiers.rules import WRITE_BLOCK, Part
from jalon.journal.models import Entry
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.people.models import Contact, Person
from jalon.wording import guard
from jalon.wording.guard import Insistence

# The blocks that are one row of plain fields, by the name the page gives them.
BLOCKS: Final[dict[str, type[models.Model]]] = {
    "identity": Person,
    "contact": Contact,
    "household": Household,
    "rights": Rights,
    "education": Education,
    "work": Work,
}

# Where people write what they like. Every other field is a name, a code, a date, or a number.
FREE_TEXT: Final[dict[str, tuple[str, ...]]] = {
    "contact": ("address_line", "address_extra"),
    "education": ("diploma",),
    "work": ("sought_job",),
}


@dataclass(frozen=True)
class FieldConflict:
    """One field that two people changed: what stands now, what was typed, who and when."""

    field: str
    theirs: Any
    mine: Any
    entry: Entry | None


class EditConflict(Refused):
    """Someone else changed the same fields in between; `conflicts` holds both values of each."""

    def __init__(self, sentence: str, conflicts: list[FieldConflict]) -> None:
        super().__init__(sentence)
        self.conflicts = conflicts


@transaction.atomic
def revise_block(
    *,
    dossier: Dossier,
    block: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    by: Actor | PersonActor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> models.Model:
    """Change fields of one block, keeping what others changed meanwhile.

    `before` is what the writer saw, `after` what they typed, by field name. A field that they
    left alone keeps its value of now; a field that only they changed is written; a field that
    both changed, differently, raises EditConflict and nothing at all is written. Words that have
    no place there, unless insisted on, raise WordsToReview; of herself the person says what she
    likes, but for numbers that must not be kept.
    """
    WRITE_BLOCK.require(by, Part(dossier, SECTION_BLOCKS[block]))

    row = _locked_row(dossier, block)
    touched = [name for name in after if after[name] != before[name]]
    changed = [name for name in touched if getattr(row, name) != after[name]]
    contested = [name for name in changed if getattr(row, name) != before[name]]
    if contested:
        raise EditConflict(
            _("Quelqu’un a modifié la même chose pendant que vous écriviez."),
            [_conflict(dossier, block, name, row, after) for name in contested],
        )
    if not changed:
        return row
    written = {f"{block}.{name}": after[name] for name in changed if _is_free(block, name)}
    insisted = _reviewed(written, by, insistence)
    for name in changed:
        setattr(row, name, after[name])
    row.save(update_fields=changed)

    fact = BlockRevised(dossier_id=dossier.pk, block=block, fields=tuple(sorted(changed)))
    record(fact, by=by, at=at)
    if insisted and isinstance(by, Actor):
        override_caution(
            dossier=dossier, field=block, classes=insisted, reason=insistence.reason, by=by, at=at
        )
    return row


def _reviewed(
    texts: dict[str, Any], by: Actor | PersonActor, insistence: Insistence
) -> tuple[str, ...]:
    if isinstance(by, Actor):
        return guard.review(texts, insistence=insistence)
    guard.review_own(texts)
    return ()


def _is_free(block: str, name: str) -> bool:
    return name in FREE_TEXT.get(block, ())


def _locked_row(dossier: Dossier, block: str) -> models.Model:
    model = BLOCKS[block]
    rows = model._default_manager.select_for_update()
    if model is Person:
        return rows.get(pk=dossier.person_id)
    if model is Contact:
        return rows.get(person_id=dossier.person_id)
    return rows.get(dossier_id=dossier.pk)


def _conflict(
    dossier: Dossier, block: str, field: str, row: models.Model, after: Mapping[str, Any]
) -> FieldConflict:
    last = (
        Entry.objects.filter(
            stream=dossier.stream,
            kind=BlockRevised.kind,
            payload__block=block,
            payload__fields__contains=field,
        )
        .select_related("user", "organisation")
        .order_by("-position")
        .first()
    )
    return FieldConflict(field=field, theirs=getattr(row, field), mine=after[field], entry=last)
