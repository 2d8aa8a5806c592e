"""The classes of what must not be written, read once from `lexicons/*.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from jalon.wording.phrases import Index, Phrase, phrases_of

# In the order they are told. Codes are stored for ever: never rename one.
CODES: Final = (
    "nir", "bank", "health", "disability", "justice", "religion", "union", "origin", "politics",
    "sexual_life", "judgment",
)  # fmt: skip


class Gravity(StrEnum):
    """How far the writer may insist."""

    MUST_GO = "must_go"  # cannot be insisted on
    SERIOUS = "serious"  # with a written reason
    REMARK = "remark"  # without one


@dataclass(frozen=True)
class WordingClass:
    code: str
    gravity: Gravity
    since: date
    source: str  # the legal texts, in French, as they are cited


@dataclass(frozen=True)
class Lexicon:
    """Every class, its words (by group), and the surroundings that make each group harmless.

    A group of words has the class `class_of_group[group]`, and is harmless near the surroundings
    whose owner is one of `harmless_near[group]`.
    """

    classes: dict[str, WordingClass]
    words: Index
    surroundings: Index
    class_of_group: tuple[str, ...]
    harmless_near: tuple[tuple[int, ...], ...]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    contexts = _read("contexts")
    owners = {f"@{name}": number for number, name in enumerate(contexts)}
    words: list[Phrase] = []
    surroundings = [
        phrase
        for name, lines in contexts.items()
        for phrase in phrases_of(lines, owners[f"@{name}"])
    ]
    classes: dict[str, WordingClass] = {}
    groups: list[str] = []
    near: list[tuple[int, ...]] = []
    for code in CODES:
        said = _read(code)
        classes[code] = WordingClass(code, Gravity(said["gravity"]), said["since"], said["source"])
        for group in said.get("group", ()):
            words += phrases_of(group["words"], len(groups))
            lines = [line.strip() for line in group.get("unless", "").splitlines()]
            own = len(contexts) + len(groups)
            surroundings += phrases_of("\n".join(one for one in lines if one[:1] != "@"), own)
            near.append((own, *(owners[one] for one in lines if one[:1] == "@")))
            groups.append(code)
    return Lexicon(classes, Index(words), Index(surroundings), tuple(groups), tuple(near))


def _read(name: str) -> dict[str, Any]:
    text = (files("jalon.wording") / "lexicons" / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
