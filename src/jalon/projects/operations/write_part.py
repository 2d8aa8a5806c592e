from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.projects.effects import changed
from jalon.projects.events import PartWritten
from jalon.projects.models import Member
from jalon.projects.queries.parts import MEMBERS
from jalon.projects.rules import WRITE_PART
from jalon.projects.states import MemberState, member_after
from jalon.projects.turns import MovedMeanwhile, in_turn

WRITABLE: Final = (
    "role", "fte_hundredths", "brings_cents", "contact_email", "signatory_name", "signatory_email",
)  # fmt: skip
# What a commitment letter says: changed, it is to be signed again.
SIGNED_FIELDS: Final = frozenset({"role", "fte_hundredths", "brings_cents"})


@transaction.atomic
def write_part(
    *, member: Member, changes: Mapping[str, Any], seen: int, by: Actor, at: datetime
) -> Member:
    """Write the part of one's own body, or of a body that has no account for its carrier.

    `seen`: the revision that the writer has read. Raises MovedMeanwhile, NotFromThisState, Denied,
    and KeyError for an unknown field.
    """
    WRITE_PART.require(by, member)
    if unknown := set(changes) - set(WRITABLE):
        raise KeyError(f"unknown fields {sorted(unknown)}; known: {', '.join(WRITABLE)}")
    project = in_turn(member.project, parts=[MEMBERS], at=at)
    now = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if now.revision != seen:
        raise MovedMeanwhile(now)
    moved = [name for name in changes if getattr(now, name) != changes[name]]
    if not moved:
        return now
    undone = now.state == MemberState.SIGNED and bool(SIGNED_FIELDS & set(moved))
    if undone:
        now.state, now.signed_at = member_after(now.state, "change"), None
    for name in moved:
        setattr(now, name, changes[name])
    now.revision, now.written_by_id, now.written_at = now.revision + 1, by.affiliation_id, at
    now.save(update_fields=[*moved, "revision", "state", "signed_at", "written_by", "written_at"])
    fact = PartWritten(
        project_id=project.pk, carrier_id=project.carrier_id, member_id=now.pk,
        fields=tuple(sorted(moved)), undoes_signature=undone,
    )  # fmt: skip
    record(fact, by=by, at=at)
    changed(project, by=by, at=at)
    return now
