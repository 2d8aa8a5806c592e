"""Ask, in the transaction of a fact, that it be spread once that has committed."""

from collections.abc import Sequence

from jalon.journal.models import Entry
from jalon.notifications.jobs import spread
from jalon.notifications.rules import RULES


def ask_to_spread(entries: Sequence[Entry]) -> None:
    """One job for the facts of one writing that concern somebody; a projection of the journal."""
    concerned = [one.pk for one in entries if one.kind in RULES]
    if concerned:
        spread.defer(entries=concerned)
