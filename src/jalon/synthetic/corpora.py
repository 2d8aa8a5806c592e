"""Names and birthplaces as diverse as France's, from our own lists in `data/`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp
from pathlib import Path
from random import Random

from jalon.synthetic.dice import Urn

DATA = Path(__file__).parent / "data"

# How often someone of an origin carries a first name of that origin; others take a French one.
OWN_FIRST_NAMES = {
    "french": 1.0,
    "lorraine": 0.12,
    "breton": 0.3,
    "basque": 0.4,
    "corsican": 0.5,
    "maghreb": 0.85,
    "subsaharan": 0.7,
    "comorian": 0.9,
    "portuguese": 0.55,
    "italian": 0.45,
    "polish": 0.45,
    "turkish": 0.92,
    "kurdish": 0.85,
    "vietnamese": 0.6,
    "chinese": 0.7,
    "balkan": 0.85,
    "caucasus": 0.95,
    "levant": 0.95,
    "antilles": 0.5,
    "reunion": 0.5,
    "oceania": 0.8,
    "spanish": 0.5,
    "travellers": 0.7,
    "indian": 0.85,
}
MIXED = 0.05  # share of French-named people who carry a first name of another origin
SPREAD = 7.0  # years around its peak during which a name is given


@dataclass(frozen=True)
class Origin:
    """A family of surnames: how many people carry one, born where, speaking what."""

    key: str
    weight: float
    language: str
    born_abroad: float
    countries: tuple[str, ...]
    surnames: Urn[str]


@lru_cache(maxsize=1)
def origins() -> Urn[Origin]:
    """Every origin, drawn by its weight."""
    lines = list(read_lines("surnames.txt"))
    found = {}
    for header, names in zip(lines[::2], lines[1::2], strict=True):
        key, weight, language, abroad, countries = header.split()
        origin = Origin(
            key,
            float(weight),
            language,
            int(abroad) / 100,
            tuple(countries.split(",")),
            _by_rank(names.split(), 12),
        )
        found[origin] = origin.weight
    return Urn(found)


@cache
def first_names(origin: str, female: bool, lustrum: int) -> Urn[str]:
    """The first names given around `lustrum` × 5, by how much they were given then."""
    middle = lustrum * 5 + 2
    return Urn(
        {
            name: exp(-(((middle - peak) / SPREAD) ** 2) / 2) + 0.01
            for name, peak in _first_names()[origin, female]
        }
    )


@cache
def birthplaces(country: str) -> Urn[str]:
    """The towns of a country, the first ones more often."""
    towns = {line.split()[0]: line.split()[1:] for line in read_lines("birthplaces.txt")}
    return _by_rank(towns[country], 3)


def draw_first_names(dice: Random, origin: str, *, female: bool, born: int) -> str:
    """First names as the civil registry writes them: one to three, the first used every day."""
    own = dice.random() < OWN_FIRST_NAMES[origin]
    source = origin if own else "french"
    if source in {"french", "lorraine"} and dice.random() < MIXED:
        source = origins().draw(dice).key
    chosen = [first_names(source, female, born // 5).draw(dice)]
    more = dice.choices((0, 1, 2), (55, 32, 13))[0] if source == "french" else 0
    for _ in range(more):
        # Second names are those of grandparents: one or two generations older.
        name = first_names("french", female, (born - dice.choice((25, 50))) // 5).draw(dice)
        if name not in chosen:
            chosen.append(name)
    return " ".join(chosen)


@lru_cache(maxsize=1)
def _first_names() -> dict[tuple[str, bool], list[tuple[str, int]]]:
    found: dict[tuple[str, bool], list[tuple[str, int]]] = {}
    for line in read_lines("first_names.txt"):
        origin, sex, *names = line.split()
        peaks = [name.split("~") for name in names]
        found[origin, sex == "F"] = [(name, _year(peak)) for name, peak in peaks]
    return found


def _year(peak: str) -> int:
    return int(peak) if len(peak) == 4 else 1900 + int(peak)


def _by_rank(names: list[str], flatness: int) -> Urn[str]:
    return Urn({n.replace("_", " "): 1 / (rank + flatness) for rank, n in enumerate(names)})


def read_lines(name: str) -> Iterator[str]:
    """The lines of one of our lists, without its comments."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
