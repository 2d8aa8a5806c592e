from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.calls.events import CallRevised
from jalon.calls.models import Call, CallVersion
from jalon.calls.queries.drafts import WRITABLE, draft_to_write
from jalon.calls.rules import WRITE_CALL
from jalon.journal.record import record


@transaction.atomic
def revise_call(
    *, call: Call, changes: Mapping[str, Any], revision: int | None = None, by: Actor, at: datetime
) -> CallVersion:
    """Change parts of the version being written. `changes`: values by field, among WRITABLE.

    `revision`: the one that the writer has read. Raises NothingBeingWritten, WrittenMeanwhile,
    Denied, and KeyError for an unknown field.
    """
    WRITE_CALL.require(by, call)
    if unknown := set(changes) - set(WRITABLE):
        raise KeyError(f"unknown fields {sorted(unknown)}; known: {', '.join(WRITABLE)}")
    draft = draft_to_write(call, revision=revision)
    if "title" in changes:
        Call.objects.filter(pk=call.pk).update(title=changes["title"])
    written = {name: value for name, value in changes.items() if name != "title"}
    for name, value in written.items():
        setattr(draft, name, value)
    draft.revision += 1
    draft.save(update_fields=[*written, "revision"])
    record(
        CallRevised(
            call_id=call.pk,
            publisher_id=call.organisation_id,
            version=draft.number,
            fields=tuple(sorted(changes)),
        ),
        by=by,
        at=at,
    )
    return draft
