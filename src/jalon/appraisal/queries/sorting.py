"""The table of an officer, sorted and filtered as its address says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from jalon.appraisal.queries.comparison import Compared
from jalon.appraisal.states import OpinionState
from jalon.ui.words import sorting_key

Key = Callable[[Compared], Any]
KEYS: Final[Mapping[str, Key]] = {
    "recu": lambda row: row.filing.filed_at,
    "territoire": lambda row: sorting_key(", ".join(row.places)),
    "porteur": lambda row: sorting_key(str(row.project.carrier)),
    "etat": lambda row: row.state_cents,
    "part": lambda row: row.carrier_share,
    "personnes": lambda row: row.people or 0,
    "recevabilite": lambda row: row.state,
    "total": lambda row: -1 if row.retained is None else row.retained.total,
}
MARK: Final = "note-"
UNDECIDED: Final = "attente"


@dataclass(frozen=True)
class Wanted:
    """What the address asks for: empty, everything."""

    sort: str = "total"
    is_descending: bool = True
    admissibility: str = ""
    eligibility: str = ""
    verdict: str = ""
    alert: str = ""
    decision: str = ""
    text: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str], codes: Sequence[str]) -> "Wanted":
        """What is not known is not asked."""
        typed = query.get("tri", "")[:80]
        name = typed.removeprefix("-")
        is_known = name in KEYS or name.removeprefix(MARK) in codes
        return cls(
            sort=name if is_known else cls.sort,
            is_descending=typed.startswith("-") if is_known else cls.is_descending,
            admissibility=query.get("recevabilite", "")[:20],
            eligibility=query.get("eligibilite", "")[:20],
            verdict=query.get("avis", "")[:20],
            alert=query.get("alerte", "")[:20],
            decision=query.get("decision", "")[:20],
            text=query.get("q", "")[:80].strip(),
        )


def arranged(rows: Sequence[Compared], wanted: Wanted) -> list[Compared]:
    """Those that are asked for, in the order that is asked for; level, by name."""
    kept = [row for row in rows if _is_wanted(row, wanted)]
    kept.sort(key=lambda row: sorting_key(row.project.title))
    return sorted(kept, key=_key(wanted.sort), reverse=wanted.is_descending)


def _key(name: str) -> Key:
    if name in KEYS:
        return KEYS[name]
    code = name.removeprefix(MARK)
    return lambda row: -1 if row.retained is None else row.retained.by_criterion.get(code, -1)


def _is_wanted(row: Compared, wanted: Wanted) -> bool:
    verdicts = {one.verdict for one in row.opinions if one.state == OpinionState.ANSWERED}
    said = " ".join([row.project.title, str(row.project.carrier), *row.places])
    return all(
        (
            wanted.admissibility in ("", row.state),
            wanted.eligibility in ("", row.eligibility.value),
            not wanted.verdict or wanted.verdict in verdicts,
            not wanted.alert or bool(row.alerts),
            wanted.decision in ("", row.decision.outcome if row.decision else UNDECIDED),
            sorting_key(wanted.text) in sorting_key(said),
        )
    )
