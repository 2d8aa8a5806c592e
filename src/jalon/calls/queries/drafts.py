"""A version being written: what may be changed in it, and the row to change."""

from typing import Final

from django.utils.translation import gettext as _

from jalon.calls.models import Call, CallVersion
from jalon.kernel.errors import Refused

# What a writer changes, field by field; `title` is that of the call.
WRITABLE: Final = (
    "title", "purpose", "opens_at", "questions_until", "closes_at", "grace_minutes",
    "envelope_cents", "state_most_cents", "carrier_least_rate", "territories_wanted",
    "review_gap_points",
    "sections", "criteria", "grid", "documents", "contacts",
)  # fmt: skip
# What a new version, or a call that repeats another, takes from the one before.
COPIED: Final = tuple(name for name in WRITABLE if name != "title")
# Of another year: what a call that repeats another does not take.
OF_ITS_TIME: Final = ("opens_at", "questions_until", "closes_at")


class NothingBeingWritten(Refused):
    """What is published does not change: a new version does."""


class WrittenMeanwhile(Refused):
    """Somebody has written since; nothing of theirs is overwritten."""


def draft_to_write(call: Call, *, revision: int | None = None) -> CallVersion:
    """The draft version, locked. Raises NothingBeingWritten, WrittenMeanwhile.

    `revision`: the one that the writer has read; None to write whatever it has become.
    """
    found = CallVersion.objects.select_for_update().filter(call=call, published_at=None).first()
    if found is None:
        raise NothingBeingWritten(
            _("Cette version est publiée : commencez une nouvelle version pour la changer.")
        )
    if revision not in (None, found.revision):
        raise WrittenMeanwhile(
            _("Quelqu'un a changé cet appel entre-temps. Relisez, puis enregistrez de nouveau.")
        )
    return found
