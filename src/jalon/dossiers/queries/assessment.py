"""What was known of each theme on a day, and what changed between two days.

Nothing is kept twice: each answer is a fact that tells what stood before it, so the past is read
backwards from what stands now.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from jalon.access.policy.blocks import block_of_theme
from jalon.access.policy.rights import Rights
from jalon.dossiers.events import BarrierAssessed
from jalon.dossiers.models import THEMES, BarrierStatus, Dossier, Impact
from jalon.journal.models import Entry
from jalon.territories.zones import local_day

Answer = tuple[str, str]  # status and impact
SILENT: Final[Answer] = (BarrierStatus.NOT_ADDRESSED, Impact.NONE)


@dataclass(frozen=True)
class Told:
    """One answer given about one theme."""

    theme: str
    at: datetime
    before: Answer
    after: Answer

    @property
    def day(self) -> date:
        return local_day(self.at)


@dataclass(frozen=True)
class Compared:
    """One theme on two days. `came_back`: lifted by the first day or since, and there again."""

    theme: str
    then: Answer
    now: Answer
    came_back: bool

    @property
    def is_same(self) -> bool:
        return self.then == self.now


def answers_told(dossier: Dossier, allows: Rights) -> list[Told]:
    """Every answer that its reader may know of, oldest first: one statement."""
    entries = Entry.objects.filter(stream=dossier.stream, kind=BarrierAssessed.kind)
    told = (
        Told(
            theme=payload["theme"],
            at=at,
            before=(payload["previous_status"], payload["previous_impact"]),
            after=(payload["status"], payload["impact"]),
        )
        for payload, at in entries.order_by("position").values_list("payload", "at")
    )
    return [one for one in told if allows.knows(block_of_theme(one.theme))]


def days_of(told: Iterable[Told]) -> list[date]:
    """The days on which something was said, latest first."""
    return sorted({one.day for one in told}, reverse=True)


def standing(theme: str, now: Answer, told: Iterable[Told], *, on: date) -> Answer:
    """Where a theme stood at the end of a day, `now` being where it stands."""
    later = (one for one in told if one.theme == theme and one.day > on)
    first = next(later, None)
    return first.before if first else now


def compared(
    current: dict[str, Answer], told: list[Told], *, since: date, until: date
) -> list[Compared]:
    """The themes of `current` on two days, in their order."""
    rows = []
    for theme in THEMES:
        if theme not in current:
            continue
        then, now = (standing(theme, current[theme], told, on=day) for day in (since, until))
        lifted = any(
            one.theme == theme and one.day <= until and one.after[0] == BarrierStatus.RESOLVED
            for one in told
        )
        came_back = lifted and now[0] == BarrierStatus.YES
        rows.append(Compared(theme, then, now, came_back))
    return rows
