"""The file of a whole dossier, described from the code that makes it: one row per field."""

from typing import Any

from django.db import models

from jalon.protection.queries.dossier_parts import LEFT_OUT, PARTS, UNSAID_OF
from jalon.protection.queries.parts import Part
from jalon.protection.queries.whole_dossier import FORMAT, VERSION

TYPES: dict[type[Any], str] = {
    models.DateTimeField: "instant (ISO 8601)",
    models.DateField: "date (ISO 8601)",
    models.BooleanField: "true, false or null",
    models.IntegerField: "number",
    models.ForeignKey: "text, or {name, organisation}",
}


def describe_export() -> str:
    """The page docs/reference/dossier-export.md."""
    lines = [
        "# The file of a whole dossier\n",
        f'What a person takes away as JSON: `"format": "{FORMAT}"`, `"version": "{VERSION}"`.',
        "How to read it, and what surrounds these parts, is in [the guide](../export.md).\n",
    ]
    for part in PARTS:
        shape = "one object, or null" if part.is_one else "a list"
        lines += [f"## `{part.key}`: {part.title}\n", f"{shape.capitalize()}.\n"]
        lines += ["| field | on paper | holds |", "|---|---|---|"]
        lines += [
            f"| `{part.name_of(name)}` | {part.label_of(name)} | {_type(part, name)} |"
            for name in part.fields
        ]
        lines.append("")
    lines += ["## What is left out, and why\n"]
    lines += [f"- `{name}`: {reason}" for name, reason in LEFT_OUT.items()]
    for model, reasons in UNSAID_OF.items():
        lines += [f"- `{model}.{name}`: {reason}" for name, reason in reasons.items()]
    return "\n".join(lines) + "\n"


def _type(part: Part, name: str) -> str:
    found = part.model._meta.get_field(name)
    if name in part.says:
        return "a list of texts" if part.is_one else "an object"
    if getattr(found, "choices", None):
        return "{code, label}"
    return next((said for kind, said in TYPES.items() if isinstance(found, kind)), "text")
