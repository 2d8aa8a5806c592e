"""The criteria of the national referential: a proposal that explains itself, and decides nothing.

Pure: no model, no clock. The rules are data (data/referential_*.toml), dated, with their source.
Same answer whatever the sex, the nationality, the name or the address: none of them is read.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).parent / "data"
# What each criterion may say, the one that was not said left out.
VALUES: Final[dict[str, tuple[str, ...]]] = {
    "activity": ("recent", "old"),
    "project": ("yes", "no"),
    "impact": ("none", "medium", "strong"),
}
UNKNOWN: Final = "unknown"
IN_WORK: Final = frozenset(
    {
        "permanent_full", "permanent_part", "fixed_full", "fixed_part", "temporary", "iae",
        "employed", "self_employed", "farmer", "performer", "apprenticeship", "training",
        "internship", "civic_service", "student", "school",
    }
)  # fmt: skip
WEIGHTS: Final = ("none", "medium", "strong")


@dataclass(frozen=True)
class Situation:
    """What is known of the person that day. None, or empty: nobody said.

    `impacts`: theme → impact, of the obstacles that are there; `addressed`: themes talked about.
    """

    today: date
    work: str = ""
    last_job_ended_on: date | None = None
    sought_job: bool = False
    chooses_job: bool | None = None
    impacts: Mapping[str, str] | None = None
    addressed: int = 0
    themes: int = 0
    birth_year: int | None = None
    birth_month: int | None = None
    birth_day: int | None = None
    has_rqth: bool | None = None

    @property
    def age(self) -> int | None:
        if self.birth_year is None:
            return None
        birthday = (self.birth_month or 1, self.birth_day or 1)
        had_it = (self.today.month, self.today.day) >= birthday
        return self.today.year - self.birth_year - (not had_it)


@dataclass(frozen=True)
class Criterion:
    """One criterion: the value seen, from what, and the track it leads to ("" when it does not)."""

    code: str
    value: str
    seen: tuple[str, ...]
    leads_to: str
    source: str


@dataclass(frozen=True)
class Lead:
    """Kinds of bodies that may lead, and why: "young", "disability" or "" for anybody."""

    kinds: tuple[str, ...]
    when: str
    source: str


@dataclass(frozen=True)
class Proposal:
    """A track, or "" when it cannot be told yet: `missing` are the criteria that would say."""

    track: str
    criteria: tuple[Criterion, ...]
    missing: tuple[str, ...]
    leads: tuple[Lead, ...]
    version: str
    source: str

    @property
    def kinds(self) -> list[str]:
        """Kinds of bodies that may lead, the most fitting first."""
        return list(dict.fromkeys(kind for lead in self.leads for kind in lead.kinds))

    def as_evidence(self) -> dict[str, Any]:
        """What is kept with the decision: codes, in JSON."""
        return asdict(self)


@cache
def editions() -> tuple[dict[str, Any], ...]:
    """Every edition of the criteria, oldest first."""
    found = [tomllib.loads(file.read_text()) for file in DATA.glob("referential_*.toml")]
    return tuple(sorted(found, key=lambda edition: edition["since"]))


def edition_of(on: date) -> dict[str, Any]:
    """The criteria in force that day; before the first, the first."""
    in_force = [edition for edition in editions() if edition["since"] <= on]
    return in_force[-1] if in_force else editions()[0]


def propose(situation: Situation) -> Proposal:
    """Read the situation by the criteria of its day.

    A criterion that nobody said may have any of its values: when all of them lead to the same
    track, that track is proposed all the same; otherwise it cannot be told yet.
    """
    edition = edition_of(situation.today)
    seen = dict(_seen(situation, edition))
    values = {code: value for code, (value, _detail) in seen.items()}
    tracks = {_track(edition, whole) for whole in _completions(values)}
    track = tracks.pop() if len(tracks) == 1 else ""
    unknown = tuple(code for code, value in values.items() if value == UNKNOWN)
    return Proposal(
        track=track,
        criteria=tuple(
            Criterion(code, value, detail, _leads_to(edition, values, code), edition["source"])
            for code, (value, detail) in seen.items()
        ),
        missing=() if track else unknown,
        leads=tuple(_leads(edition, track, situation)),
        version=str(edition["since"]),
        source=edition["source"],
    )


def _seen(
    situation: Situation, edition: dict[str, Any]
) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    yield "activity", _activity(situation, edition["activity_months"])
    yield "project", _project(situation)
    yield "impact", _impact(situation)


def _activity(situation: Situation, months: int) -> tuple[str, tuple[str, ...]]:
    if situation.work in IN_WORK:
        return "recent", (situation.work,)
    if (ended := situation.last_job_ended_on) is None:
        return UNKNOWN, ()
    elapsed = (situation.today.year - ended.year) * 12 + situation.today.month - ended.month
    is_recent = elapsed < months or (elapsed == months and ended.day >= situation.today.day)
    return "recent" if is_recent else "old", (ended.isoformat(),)


def _project(situation: Situation) -> tuple[str, tuple[str, ...]]:
    if situation.sought_job:
        return "yes", ("sought_job",)
    if situation.chooses_job is None:
        return UNKNOWN, ()
    return ("no", ("choisir-un-metier",)) if situation.chooses_job else ("yes", ())


def _impact(situation: Situation) -> tuple[str, tuple[str, ...]]:
    """The heaviest of the obstacles that are there; nothing talked about is not "none"."""
    if situation.impacts is None or not situation.addressed:
        return UNKNOWN, ()
    heaviest = max((WEIGHTS.index(one) for one in situation.impacts.values()), default=0)
    value = WEIGHTS[heaviest]
    weighty = [theme for theme, one in situation.impacts.items() if one == value]
    return value, tuple(sorted(weighty)) if heaviest else ()


def _completions(values: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Every whole set of values that what is known allows."""
    choices = [VALUES[code] if value == UNKNOWN else (value,) for code, value in values.items()]
    for chosen in product(*choices):
        yield dict(zip(values, chosen, strict=True))


def _track(edition: dict[str, Any], values: Mapping[str, str]) -> str:
    return next(
        rule["track"]
        for rule in edition["rule"]
        if all(value in rule.get(code, VALUES[code]) for code, value in values.items())
    )


def _leads_to(edition: dict[str, Any], values: Mapping[str, str], code: str) -> str:
    """The track to which this value alone leads, when a rule names this criterion alone."""
    for rule in edition["rule"]:
        if values[code] in rule.get(code, ()):
            return str(rule["track"])
    return ""


def _leads(edition: dict[str, Any], track: str, situation: Situation) -> Iterator[Lead]:
    age = situation.age
    holds = {
        "": True,
        "young": age is not None and age <= edition["young_until_age"],
        "disability": bool(situation.has_rqth),
    }
    for row in edition["lead"]:
        if track in row["tracks"] and holds[row.get("when", "")]:
            yield Lead(tuple(row["kinds"]), row.get("when", ""), row["source"])
