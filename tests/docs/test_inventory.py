"""The page of what is decided for security says what the code does, figure by figure."""

import re
from pathlib import Path

from django.apps import apps
from procrastinate.contrib.django import app

from jalon.access.policy.blocks import Block
from jalon.accounts.models import IdentityProvider
from jalon.config.subscriptions import KEPT
from jalon.intake.reading.limits import LIMITS as BOUNDS
from jalon.parameters.catalogue import CATALOGUE
from jalon.vault.fields import EncryptedTextField
from jalon.web.middleware.limits import LIMITS
from jalon.web.signin.federation.tokens import ALGORITHMS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security" / "inventory.md").read_text()
ROOMS = {"session", "signin", "password", "vigilance", "new_account"}
LOGGER = re.compile(r"getLogger\((?:\"(jalon\.\w+)\"|__name__)\)")


def test_every_figure_of_sign_in_of_sessions_and_of_budgets_is_named():
    figures = [key for key in CATALOGUE if key.split(".")[0] in ROOMS]

    assert len(figures) > 25
    assert [key for key in figures if f"`{key}`" not in PAGE] == []
    named = re.findall(rf"`((?:{'|'.join(ROOMS)})\.\w+)`", PAGE)
    assert sorted(set(named) - set(CATALOGUE)) == []


def test_every_limit_is_told_with_its_number():
    told = {name: f"`{name}` {limit.per_minute}" for name, limit in LIMITS.items()}

    assert [name for name, words in told.items() if words not in PAGE] == []


def test_what_takes_long_is_told_with_its_bound():
    """Whatever works out of the way of pages is on the list, and nothing else."""
    said = PAGE.split("## What takes long")[1].split("##")[0]
    rounds = {task.name for task in KEPT}
    jobs = {name for name in app.tasks if not name.startswith(("builtin:", "procrastinate."))}

    assert set(re.findall(r"`([^`]+)`", said)) == rounds | jobs
    assert "at most" in said
    assert "by batches" in said


def test_the_bounds_of_lists_are_told():
    megabyte = 1024 * 1024
    for said in (
        f"{BOUNDS.file_bytes // megabyte} MB", f"{BOUNDS.rows:,} rows", f"{BOUNDS.columns} columns",
        f"{BOUNDS.cell_characters:,} characters a cell", f"{BOUNDS.unzipped_ratio} times",
        f"{BOUNDS.unzipped_bytes // megabyte // 1024} GB in {BOUNDS.zip_entries} entries",
    ):  # fmt: skip
        assert said in PAGE, said


def test_every_log_every_algorithm_and_every_key_is_in_the_inventory():
    loggers = set()
    for path in (ROOT / "src" / "jalon").rglob("*.py"):
        for name in LOGGER.findall(path.read_text()):
            room = path.relative_to(ROOT / "src").parts[1]
            loggers.add(name or f"jalon.{room}")

    assert len(loggers) > 8
    assert sorted(name for name in loggers if f"`{name}`" not in PAGE) == []
    assert [name for name in ALGORITHMS if name not in PAGE] == []
    settings = (ROOT / "src" / "jalon" / "config" / "settings.py").read_text()
    keys = re.findall(r'"(SECRET_KEY|JALON_\w+_KEY)"', settings)
    assert len(keys) > 3
    assert [key for key in keys if f"`{key}`" not in PAGE] == []


def test_who_may_do_what_is_told_block_by_block():
    table = (ROOT / "docs" / "permissions.md").read_text()

    assert "(../permissions.md)" in PAGE
    assert f"| role | {' | '.join(Block)} |" in table


def test_every_way_to_sign_in_is_told_and_what_a_password_may_not_be():
    ways = {"local account", *map(str, IdentityProvider.labels)}

    assert [way for way in ways if f"| {way} |" not in PAGE] == []
    assert "what holds a name of the holder or of their bodies" in " ".join(PAGE.split())


def test_what_a_session_is_not_is_told_too():
    words = " ".join(PAGE.split())

    for said in ("not bounded in number", "no back-channel", "NIST 800-63B"):
        assert said in words, said


def test_what_is_sealed_in_the_database_is_classed():
    sealed = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField)
    }
    said = PAGE.split("## What is sensitive")[1].split("##")[0]
    named = {
        "NIR": "people.Person.nir", "notes": "dossiers.Note.body",
        "contacts": "people.Contact.phones", "answers": "protection.DataRequest.answer",
        "motives": "protection.RegisterLookup.motive",
    }  # fmt: skip

    assert {field for word, field in named.items() if word in said} <= sealed
    assert [word for word in named if word not in said] == []
