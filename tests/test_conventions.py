"""The conventions a reader relies on, checked instead of remembered.

The checkers are in `tests/conventions/`; `test_broken_on_purpose.py` shows each of them catching.
There are no exceptions to them: when a habit must change, the checker changes, with its reason.
"""

import re
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest
from django.apps import apps
from django.db import models

from jalon.kernel.ids import uuid7
from tests.conventions import addresses, modules, sentences, templates
from tests.conventions.addresses import every_pattern

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "jalon"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
LAUNCHER = sorted((ROOT / "launcher").rglob("*.py"))
TEMPLATES = sorted(PACKAGE.glob("*/jinja2/**/*.html"))
OPERATIONS = sorted(path for path in PACKAGE.glob("*/operations/*.py") if path.stem != "__init__")
MODELS = [model for model in apps.get_models() if model.__module__.startswith("jalon.")]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def reproaches(path: Path, checkers: list[modules.Checker], base: Path = PACKAGE) -> list[str]:
    inside, source = PurePosixPath(path.relative_to(base).as_posix()), path.read_text()
    return [
        f"{checker.__name__}: {problem}"
        for checker in checkers
        for problem in checker(inside, source)
    ]


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_keeps_the_conventions(path):
    assert reproaches(path, modules.CHECKERS) == []


@pytest.mark.parametrize("path", LAUNCHER, ids=named)
def test_the_launcher_is_short_and_well_named(path):
    checkers = [
        modules.a_module_stays_short,
        modules.a_function_stays_short,
        modules.a_name_means_something,
        modules.a_silence_gives_its_reason,
    ]

    assert reproaches(path, checkers, ROOT) == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_writing_is_a_sentence(path):
    assert reproaches(path, sentences.CHECKERS) == []


@pytest.mark.parametrize("path", OPERATIONS, ids=named)
def test_an_operation_has_a_test_of_its_name(path):
    room = path.relative_to(PACKAGE).parts[0]

    assert (ROOT / "tests" / room / "operations" / f"test_{path.stem}.py").is_file()


def test_a_kind_of_fact_is_stored_for_ever_so_it_names_one_fact():
    found = [
        kind
        for path in MODULES
        if "events" in {path.stem, path.parent.stem}
        for kind in sentences.kinds(path.read_text())
    ]

    assert len(found) > 12
    assert [kind for kind, count in Counter(found).items() if count > 1] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_keeps_the_conventions(path):
    assert reproaches(path, templates.CHECKERS) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_list_is_tried_with_1_and_3_items(path):
    """A list is what marks its rows with `data-list-item`; its test says so in its name."""
    if "data-list-item" not in path.read_text() or path.parts[-2] == "ui":
        pytest.skip("not a list")
    room = path.relative_to(PACKAGE).parts[0]
    tests = "\n".join(one.read_text() for one in (ROOT / "tests" / room).rglob("test_*.py"))

    assert re.search(rf"def test_{path.stem}\w*_1_and_3\b", tests), (
        f"write test_{path.stem}_…_1_and_3, which asserts the number of statements"
    )


@pytest.mark.parametrize("pattern", list(every_pattern()), ids=lambda one: str(one.pattern))
def test_every_address_says_who_may_enter_and_shows_no_primary_key(pattern):
    assert addresses.says_who_may_enter(pattern.callback) == []
    assert addresses.shows_no_primary_key(pattern) == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_public_id_is_a_uuid_7_that_nobody_edits(model):
    if not hasattr(model, "public_id"):
        pytest.skip("has no address of its own")
    field = model._meta.get_field("public_id")

    assert isinstance(field, models.UUIDField)
    assert field.default is uuid7
    assert field.unique
    assert not field.editable


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_is_chosen_from_a_list_is_checked_by_the_database(model):
    checks = " ".join(
        str(constraint.condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    )
    unchecked = [
        field.name
        for field in model._meta.fields
        if field.choices and not re.search(rf"\b{field.name}(__in|=|')", checks)
    ]

    assert unchecked == []


@pytest.mark.parametrize(
    "path", sorted(path.parent for path in PACKAGE.glob("*/__init__.py")), ids=lambda p: p.name
)
def test_every_room_says_what_it_is_for(path):
    assert (path / "__init__.py").read_text().startswith('"""')


def test_the_tests_mirror_the_tree():
    """A folder of tests has the name of a room (or says what crosses them all)."""
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    crossing = {"conventions", "launcher", "browser", "docs", "reliability", "mutation", "security"}
    folders = {
        path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name[0] != "_"
    }

    assert folders - rooms - crossing == set()
