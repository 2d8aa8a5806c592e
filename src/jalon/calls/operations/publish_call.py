from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.calls.events import CallPublished
from jalon.calls.models import Call, CallVersion
from jalon.calls.queries.completeness import lacks
from jalon.calls.queries.drafts import draft_to_write
from jalon.calls.rules import PUBLISH_CALL
from jalon.calls.states import CallState, after
from jalon.calls.telling import tell_followers
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class NotReadyYet(Refused):
    """Something that binds candidates is missing, or does not hold together."""


@transaction.atomic
def publish_call(
    *, call: Call, revision: int | None = None, change: str = "", by: Actor, at: datetime
) -> CallVersion:
    """Have the version being written bind from now on, for everybody.

    The first one publishes the call; a next one replaces what bound before, and `change` says in
    one sentence what it changes. Raises NotReadyYet, NothingBeingWritten, WrittenMeanwhile,
    NotFromThisState, Denied.
    """
    PUBLISH_CALL.require(by, call)
    locked = Call.objects.select_for_update().get(pk=call.pk)
    is_first = locked.state == CallState.DRAFT
    locked.state = after(locked.state, "publish" if is_first else "amend")
    draft = draft_to_write(locked, revision=revision)
    _require_ready(draft, change, is_first=is_first, at=at)
    draft.change, draft.published_at, draft.published_by_id = change, at, by.affiliation_id
    draft.save(update_fields=["change", "published_at", "published_by"])
    locked.published_at = locked.published_at or at
    locked.save(update_fields=["state", "published_at"])
    record(CallPublished(call_id=locked.pk, version=draft.number), by=by, at=at)
    if not is_first:
        tell_followers(locked, said=_("Une nouvelle version est publiée : %s") % change, at=at)
    return draft


def _require_ready(draft: CallVersion, change: str, *, is_first: bool, at: datetime) -> None:
    missing = [lack.sentence for lack in lacks(draft, at=at)]
    if not is_first and not change.strip():
        missing.append(_("Dites en une phrase ce que cette version change."))
    if missing:
        raise NotReadyYet(" ".join(missing))
