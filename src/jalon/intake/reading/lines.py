"""Checking the lines of a table against a mapping: values ready to import, and what is wrong."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jalon.intake.reading.csv_rows import RawRow
from jalon.intake.reading.dates import PartialDate
from jalon.intake.reading.fields import BY_CODE, KEYS, parsers
from jalon.intake.reading.limits import LIMITS
from jalon.intake.reading.problems import ERROR, IGNORED, BadValue, Problem
from jalon.intake.reading.values import nir_agrees
from jalon.intake.reading.words import plain

EMPTY = frozenset(
    {"", "-", "--", "/", "null", "NULL", "N/A", "n/a", "#N/A", "nc", "NC", "NR", "nr", "?"}
)
FORMULA = re.compile(r"\s*(?:[=@]|[+\-](?!\s*[\d(.])).", re.DOTALL)
BROKEN_TEXT = re.compile("[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069]")
MISDECODED = re.compile(
    "Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
SUSPECT = re.compile(
    f"^[=@+-]|Ã|{BROKEN_TEXT.pattern}"
)  # one look for the three above: most cells stop here
REMEMBERED = 50_000  # distinct values kept per column, so that memory stays bounded


@dataclass(slots=True)
class CheckedLine:
    """One line: cells as they came, values by field (absent when empty), problems."""

    line: int
    cells: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return any(problem.severity == ERROR for problem in self.problems)


class LineChecker:
    """Checks lines one after the other; remembers the values that come back often."""

    def __init__(self, mapping: Sequence[str], today: date) -> None:
        """`mapping[i]` is the field code of column i, or "" when the column is left aside."""
        parse = parsers(today)
        self._columns: list[tuple[int, str, int, Callable[..., Any], dict[str, Any] | None]] = [
            (
                column,
                code,
                min(BY_CODE[code].longest, LIMITS.cell_characters),
                parse[code],
                {} if BY_CODE[code].repeats else None,
            )
            for column, code in enumerate(mapping)
            if code
        ]
        self._required = [code for code in mapping if code and BY_CODE[code].required]
        self._column_of = {code: column for column, code in enumerate(mapping) if code}

    def check(self, row: RawRow) -> CheckedLine:
        """The line with its values and its problems. Nothing is raised: a bad cell is reported."""
        checked = CheckedLine(row.line, row.cells)
        if row.problem:
            checked.problems.append(Problem(row.problem))
            return checked
        values, cells = checked.values, row.cells
        for column, code, longest, parse, known in self._columns:
            text = cells[column]
            if not text:
                continue
            if known is not None and text in known:
                value = known[text]
            else:
                value = _parsed(text, longest, parse)
                if known is not None and len(known) < REMEMBERED:
                    known[text] = value
            if type(value) is BadValue:
                checked.problems.append(Problem(value.code, code, column, self._severity(code)))
            elif value is not None:
                values[code] = value
        self._check_whole(checked)
        return checked

    def _check_whole(self, checked: CheckedLine) -> None:
        values, problems = checked.values, checked.problems
        for code in self._required:
            if code not in values and not any(problem.field == code for problem in problems):
                problems.append(Problem("missing", code, self._column_of[code]))
        number, born = values.get("nir"), values.get("birth_date")
        if number and isinstance(born, PartialDate) and not nir_agrees(number, born):
            del values["nir"]
            problems.append(Problem("nir_birth", "nir", self._column_of["nir"], IGNORED))
        if not any(key in values for key in KEYS):
            problems.append(Problem("no_key"))

    def _severity(self, code: str) -> str:
        return ERROR if BY_CODE[code].required or code == "file_id" else IGNORED


def check_lines(
    rows: Iterator[RawRow], mapping: Sequence[str], today: date
) -> Iterator[CheckedLine]:
    """Every line of a table, checked; see `Repeats` for what only the whole file can tell."""
    checker, repeats = LineChecker(mapping, today), Repeats()
    for row in rows:
        checked = checker.check(row)
        repeat = repeats.note(checked.line, checked.values)
        if repeat:
            checked.problems.append(repeat)
        yield checked


class Repeats:
    """Finds a person, or a number that belongs to one person only, written on two lines.

    Keeps eight bytes per key seen, not the keys.
    """

    def __init__(self) -> None:
        self._seen: dict[int, tuple[int, int]] = {}

    def note(self, line: int, values: Mapping[str, Any]) -> Problem | None:
        """The problem of repeating an earlier line, if this one does."""
        who = hash((plain(values.get("first_names", "")), *values.get("birth_date", ())))
        found = None
        for code, number in self._keys(values, who):
            earlier = self._seen.setdefault(hash((code, number)), (line, who))
            if earlier[0] != line and not found:
                problem = "duplicate" if earlier[1] == who else "duplicate_key"
                found = Problem(problem, code, other_line=earlier[0])
        return found

    def _keys(self, values: Mapping[str, Any], who: int) -> Iterator[tuple[str, Any]]:
        for code in ("file_id", "nir", "france_travail_id"):
            if code in values:
                yield code, values[code]
        if "benefit_number" in values:  # a household's number: one person with the first name
            yield "benefit_number", (values["benefit_number"], who)


def _parsed(text: str, longest: int, parse: Callable[[str], Any]) -> Any:
    """The value, None for a cell that says nothing, or the BadValue, to be remembered too."""
    stripped = text.strip()
    if stripped in EMPTY:
        return None
    if SUSPECT.search(stripped) and (problem := _suspicion(stripped)):
        return BadValue(problem)
    if len(stripped) > longest:
        return BadValue("too_long")
    try:
        return parse(stripped)
    except BadValue as bad:
        return BadValue(bad.code)


def _suspicion(text: str) -> str:
    """The code of what makes a text doubtful whatever its column, or ""."""
    if FORMULA.match(text):
        return "formula"
    if BROKEN_TEXT.search(text):
        return "unreadable"
    return "misdecoded" if MISDECODED.search(text) else ""


def mapping_gaps(mapping: Sequence[str]) -> Mapping[str, list[str]]:
    """What a mapping lacks: `required` fields, `keys` when no identifier, those used `twice`."""
    used = [code for code in mapping if code]
    return {
        "required": [
            code for code, known in BY_CODE.items() if known.required and code not in used
        ],
        "keys": [] if any(key in used for key in KEYS) else list(KEYS),
        "twice": sorted({code for code in used if used.count(code) > 1}),
    }
