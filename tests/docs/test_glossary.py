"""The glossary is true: its words are in the code, and the words it replaces are not."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.splitlines()
    if line.startswith("| ") and "`" in line
]
IDENTIFIERS = [name for row in ROWS for name in re.findall(r"`(\w+)`", row[1])]
BANNED = [word.strip() for row in ROWS for word in row[3].split(",") if word.strip()]


def names_in(source: str) -> set[str]:
    """Every name that a module defines or uses, and its words (`open_dossier` → open, dossier)."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
    words = {word.lower() for name in found for word in re.findall(r"[A-Z]?[a-z]+", name)}
    return found | {name.lower() for name in found} | words


@pytest.fixture(scope="module")
def names() -> set[str]:
    modules = [path for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts]
    rooms = {path.name for path in (ROOT / "src" / "jalon").iterdir() if path.is_dir()}
    return set().union(*(names_in(path.read_text()) for path in modules)) | rooms


@pytest.mark.parametrize("identifier", IDENTIFIERS)
def test_a_word_of_the_glossary_is_a_name_of_the_code(identifier, names):
    assert identifier in names


@pytest.mark.parametrize("word", BANNED)
def test_a_word_that_was_replaced_is_no_name_of_the_code(word, names):
    assert word not in names


def test_one_word_for_one_thing():
    assert len(IDENTIFIERS) > 30
    assert len(set(IDENTIFIERS)) == len(IDENTIFIERS)
    assert len(set(BANNED)) == len(BANNED) > 10


def test_a_synonym_is_seen_in_a_class_an_argument_or_part_of_a_name():
    seen = names_in("class Beneficiary:\n    def close(self, case_file, the_obstacle): ...")

    assert {"beneficiary", "case_file", "obstacle"} <= seen
