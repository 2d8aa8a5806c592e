"""The conventions a reader relies on, checked instead of remembered.

The checkers are in `tests/conventions/`; `test_broken_on_purpose.py` shows each of them catching.
There are no exceptions to them: when a habit must change, the checker changes, with its reason.
"""

import re
from collections import Counter
from pathlib import Path, PurePosixPath

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


def all_reproaches(
    paths: list[Path], checkers: list[modules.Checker], base: Path = PACKAGE
) -> dict[str, list[str]]:
    """By file, what is said of it; thousands of tests would cost more than what they look at."""
    found = {named(path): reproaches(path, checkers, base) for path in paths}
    assert len(found) == len(paths) > 10
    return {name: said for name, said in found.items() if said}


def test_a_module_keeps_the_conventions():
    assert all_reproaches(MODULES, modules.CHECKERS) == {}


def test_the_launcher_is_short_and_well_named():
    checkers = [
        modules.a_module_stays_short,
        modules.a_function_stays_short,
        modules.a_name_means_something,
        modules.a_silence_gives_its_reason,
    ]

    assert all_reproaches(LAUNCHER, checkers, ROOT) == {}


def test_writing_is_a_sentence():
    assert all_reproaches(MODULES, sentences.CHECKERS) == {}


def test_an_operation_has_a_test_of_its_name():
    wanted = [
        ROOT / "tests" / path.relative_to(PACKAGE).parts[0] / "operations" / f"test_{path.stem}.py"
        for path in OPERATIONS
    ]

    assert len(wanted) > 50
    assert [named(path) for path in wanted if not path.is_file()] == []


def test_a_kind_of_fact_is_stored_for_ever_so_it_names_one_fact():
    found = [
        kind
        for path in MODULES
        if "events" in {path.stem, path.parent.stem}
        for kind in sentences.kinds(path.read_text())
    ]

    assert len(found) > 12
    assert [kind for kind, count in Counter(found).items() if count > 1] == []


def test_a_template_keeps_the_conventions():
    assert all_reproaches(TEMPLATES, templates.CHECKERS) == {}


def test_a_list_is_tried_with_1_and_3_items():
    """A list is what marks its rows with `data-list-item`; its test says so in its name."""
    lists = [
        path
        for path in TEMPLATES
        if path.parts[-2] != "ui" and "data-list-item" in path.read_text()
    ]
    tests = {
        room: "\n".join(one.read_text() for one in (ROOT / "tests" / room).rglob("test_*.py"))
        for room in {path.relative_to(PACKAGE).parts[0] for path in lists}
    }
    untried = [
        f"{named(path)}: write test_{path.stem}_…_1_and_3, which asserts the number of statements"
        for path in lists
        if not re.search(
            rf"def test_{path.stem}\w*_1_and_3\b", tests[path.relative_to(PACKAGE).parts[0]]
        )
    ]

    assert len(lists) > 10
    assert untried == []


def test_every_address_says_who_may_enter_and_shows_no_primary_key():
    found = {
        str(one.pattern): [
            *addresses.says_who_may_enter(one.callback),
            *addresses.shows_no_primary_key(one),
        ]
        for one in every_pattern()
    }

    assert len(found) > 100
    assert {address: said for address, said in found.items() if said} == {}


def test_a_public_id_is_a_uuid_7_that_nobody_edits():
    fields = [model._meta.get_field("public_id") for model in MODELS if hasattr(model, "public_id")]

    assert len(fields) > 30
    for field in fields:
        assert isinstance(field, models.UUIDField), field
        assert field.default is uuid7, field
        assert field.unique, field
        assert not field.editable, field


def checks_of(model: type[models.Model]) -> str:
    return " ".join(
        str(constraint.condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    )


def test_what_is_chosen_from_a_list_is_checked_by_the_database():
    chosen = [(model, field) for model in MODELS for field in model._meta.fields if field.choices]
    unchecked = [
        str(field)
        for model, field in chosen
        if not re.search(rf"\b{field.name}(__in|=|')", checks_of(model))
    ]

    assert len(chosen) > 50
    assert unchecked == []


def test_every_room_says_what_it_is_for():
    rooms = list(PACKAGE.glob("*/__init__.py"))

    assert len(rooms) > 20
    assert [named(path) for path in rooms if not path.read_text().startswith('"""')] == []


def test_the_tests_mirror_the_tree():
    """A folder of tests has the name of a room (or says what crosses them all)."""
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    crossing = {"conventions", "launcher", "browser", "docs", "reliability", "mutation", "security"}
    folders = {
        path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name[0] != "_"
    }

    assert folders - rooms - crossing == set()
