"""`manage docs [--check]`: write the reference pages that the code itself can tell."""

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

import jalon
from jalon.access.rules import Permission
from jalon.accounts.kinds import PROFILES
from jalon.parameters.catalogue import PARAMETERS
from jalon.parameters.reading import said
from jalon.protection.queries.described import describe_export
from jalon.web import asvs, data_docs, policy_docs

FOLDER = Path(__file__).resolve().parents[5] / "docs" / "reference"
HEAD = "<!-- Written by `./jalon manage docs`; `./jalon check` says when it is late. -->\n\n"


class Command(BaseCommand):
    help = "Write docs/reference from the code; with --check, only say what is late."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        late = []
        for name, write in PAGES.items():
            with override("fr"):
                text = HEAD + write()
            file = FOLDER / f"{name}.md"
            if check and (not file.exists() or file.read_text() != text):
                late.append(file.name)
            elif not check:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
        if late:
            raise CommandError(f"late: {', '.join(late)}; run ./jalon manage docs")


def facts() -> str:
    """Each kind of fact: what it carries, what it changes on a screen, whether on rights."""
    rows = [
        (
            f"`{fact.kind}`",
            fact.__name__,
            ", ".join(f"`{field.name}`" for field in fields(fact)),
            "yes" if getattr(fact, "changes_rights", False) else "",
            (fact.__doc__ or "").split("\n")[0] if not _generated_docstring(fact) else "",
        )
        for module in _modules("events")
        for fact in vars(module).values()
        if isinstance(fact, type) and is_dataclass(fact) and hasattr(fact, "kind")
        if fact.__module__ == module.__name__
    ]
    title = (
        "# The facts of the journal\n\nCodes are stored for ever; a fact carries ids and codes.\n"
    )
    head = ("kind", "class", "carries", "changes rights", "what it tells")
    return title + "\n" + _table(head, sorted(rows))


def permissions() -> str:
    """Each permission: the rule, and the sentence shown to who may not."""
    found = {
        permission.name: permission
        for module in _modules("rules")
        for permission in vars(module).values()
        if isinstance(permission, Permission)
    }
    rows = [
        (f"`{name}`", f"`{one.rule.name}`", str(one.refusal)) for name, one in sorted(found.items())
    ]
    title = "# Who may do what\n\nDefault deny: what no rule below allows is refused.\n"
    return title + "\n" + _table(("permission", "rule", "refusal"), rows)


def organisations() -> str:
    """Each kind of organisation, its competences, and the text that gives them."""
    rows = [
        (f"`{kind.value}`", str(kind.label), ", ".join(sorted(profile.competences)), profile.source)
        for kind, profile in PROFILES.items()
    ]
    title = (
        "# The kinds of organisation\n\nRights on a dossier never come from a competence alone.\n"
    )
    return title + "\n" + _table(("code", "name", "competences", "source"), rows)


def parameters() -> str:
    """Each dated figure: its values, what a deployment may decide, and the texts."""
    rows = [
        (
            f"`{one.key}`",
            str(one.label),
            "; ".join(
                f"{said(one, dated.value)} since {dated.since} ({dated.source})"
                for dated in one.values
            ),
            f"{said(one, one.bounds.least)} – {said(one, one.bounds.most)} ({one.bounds.source})"
            if one.bounds
            else "",
        )
        for one in PARAMETERS
    ]
    title = (
        "# The dated figures\n\nNo delay, duration or threshold is a constant: a deployment reads"
        " and decides them at `/parametres`.\n"
    )
    return title + "\n" + _table(("key", "what it is", "value and text", "may be decided"), rows)


PAGES: dict[str, Callable[[], str]] = {
    "facts": facts,
    "permissions": permissions,
    "organisations": organisations,
    "parameters": parameters,
    "data": data_docs.data_page,
    "dossier-export": describe_export,
    "../asvs": asvs.page,
    "../permissions": policy_docs.permissions_page,
}


def _modules(name: str) -> Iterator[ModuleType]:
    for package in sorted(pkgutil.iter_modules(jalon.__path__), key=lambda found: found.name):
        wanted = f"jalon.{package.name}.{name}"
        if importlib.util.find_spec(wanted):
            yield importlib.import_module(wanted)


def _generated_docstring(fact: type) -> bool:
    # A dataclass without a docstring is given its own signature as one.
    return (fact.__doc__ or "").startswith(f"{fact.__name__}(")


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in lines
    )
