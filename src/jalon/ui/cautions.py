"""What must not be written, as a page shows it: the words marked, why, and a better place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict

from jalon.kernel.errors import Refused
from jalon.wording.guard import LONGEST_REASON, Caution, Insistence, WordsToReview
from jalon.wording.lexicon import CODES, Gravity
from jalon.wording.sentences import LABELS, PLACES, WHYS

AROUND: Final = 45  # letters shown on each side of the words
MOST: Final = 3  # excerpts of one class
# What a page offers instead: label, then an address or the value of a button.
Place = Mapping[str, str]


@dataclass(frozen=True)
class Shown:
    """One class, ready for `ui/cautions.html`. An excerpt is (before, words, after)."""

    code: str
    label: str
    why: str
    source: str
    excerpts: list[tuple[str, str, str]]
    places: list[Place]


@dataclass(frozen=True)
class Panel:
    """All that is said beside a form, and how its writer may insist."""

    cautions: list[Shown]
    codes: str
    must_go: bool
    asks_reason: bool
    insistence: Insistence
    longest_reason: int = LONGEST_REASON

    @property
    def lacks_reason(self) -> bool:
        """The writer insists, on all that is shown, and has not said why."""
        insists = set(self.codes.split()) <= self.insistence.classes
        return insists and self.asks_reason and not self.insistence.reason.strip()


def panel(
    cautions: Sequence[Caution],
    insistence: Insistence,
    place: Callable[[str], Place | None],
) -> Panel | None:
    """The panel of these cautions; None when there is nothing to look at again."""
    if not cautions:
        return None
    gravities = {one.gravity for one in cautions}
    return Panel(
        cautions=[_shown(one, place) for one in cautions],
        codes=" ".join(dict.fromkeys(one.code for one in cautions)),
        must_go=Gravity.MUST_GO in gravities,
        asks_reason=Gravity.SERIOUS in gravities,
        insistence=insistence,
    )


def insistence_of(data: QueryDict | Mapping[str, Any]) -> Insistence:
    """What a form says: the classes that were shown, if the box is ticked, and the reason."""
    shown = str(data.get("cautioned", "")).split()
    return Insistence(
        frozenset(shown) & frozenset(CODES) if data.get("insist") else frozenset(),
        str(data.get("insist_reason", ""))[:LONGEST_REASON],
    )


class Cautioned:
    """A form whose words may be refused: `panel` then shows which, and how to insist."""

    panel: Panel | None = None

    @property
    def insistence(self: Any) -> Insistence:
        return insistence_of(self.data)

    def refuse(self: Any, refusal: Refused) -> None:
        """Say why it was refused and, for its words, which ones."""
        self.add_error(None, str(refusal))
        if isinstance(refusal, WordsToReview):
            self.panel = panel(refusal.cautions, self.insistence, _nowhere_else)


def _nowhere_else(code: str) -> Place | None:
    """Outside a dossier, there is no better place to lead to."""
    return None


def _shown(caution: Caution, place: Callable[[str], Place | None]) -> Shown:
    offered = [place(code) for code in PLACES.get(caution.code, ())]
    return Shown(
        code=caution.code,
        label=str(LABELS[caution.code]),
        why=str(WHYS[caution.code]),
        source=caution.source,
        excerpts=[_excerpt(caution.text, *where) for where in caution.places[:MOST]],
        places=[one for one in offered if one],
    )


def _excerpt(text: str, start: int, end: int) -> tuple[str, str, str]:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = f"… {before.partition(' ')[2]}"
    if end + AROUND < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    return before, text[start:end], after
