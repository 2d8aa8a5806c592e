"""docs/asvs.toml as a page: what the OWASP standard asks, and what answers here."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

LIST = Path(__file__).resolve().parents[3] / "docs" / "asvs.toml"
ANSWERS = {
    "tests": "checked by a test",
    "reason": "does not apply here",
    "deployment": "decided by the deployment",
    "open": "open",
}
INTRODUCTION = """# OWASP ASVS 5.0.0

What the [Application Security Verification Standard](https://github.com/OWASP/ASVS) of the OWASP
Foundation (CC BY-SA 4.0) asks at levels 1 and 2, with level 3 of V8, V14 and V16: each requirement
in our own words, and what answers here. A test that is named exists (`tests/docs/test_asvs.py`);
that it covers its requirement whole is our judgement, not an audit. What the deployment decides
names its setting and the page that tells it. An open point is open.
"""
HEAD = "| number | level | it asks | answer |\n| --- | --- | --- | --- |"


class Requirement(NamedTuple):
    chapter: str
    number: str
    level: int
    says: str
    answer: str  # a key of ANSWERS
    told: tuple[str, ...]


def requirements(path: Path = LIST) -> Iterator[Requirement]:
    for code, chapter in tomllib.loads(path.read_text()).items():
        for number, said in chapter.items():
            if number != "title":
                yield _read(f"{code} {chapter['title']}", number, said)


def _read(chapter: str, number: str, said: dict[str, Any]) -> Requirement:
    [answer] = said.keys() & ANSWERS.keys()
    told = said[answer]
    texts = (told,) if isinstance(told, str) else tuple(told)
    return Requirement(chapter, number, said["level"], said["says"], answer, texts)


def page() -> str:
    found = list(requirements())
    counts = Counter(one.answer for one in found)
    total = ", ".join(f"{counts[answer]} {words}" for answer, words in ANSWERS.items())
    lines = [INTRODUCTION, f"{len(found)} requirements: {total}.\n"]
    chapter = ""
    for one in found:
        if one.chapter != chapter:
            chapter = one.chapter
            lines.append(f"\n## {chapter}\n\n{HEAD}")
        lines.append(f"| {one.number} | {one.level} | {one.says} | {_answer(one)} |")
    return "\n".join(lines) + "\n"


def _answer(one: Requirement) -> str:
    if one.answer == "tests":
        return "<br>".join(f"`{test}`" for test in one.told)
    marked = "" if one.answer == "reason" else f"**{one.answer}**: "
    return marked + one.told[0].replace("|", "\\|")
