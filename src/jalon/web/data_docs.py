"""`docs/reference/data.md`: what each datum must be, and what must agree, from the models."""

from collections.abc import Iterator
from typing import Final

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from jalon.vault.fields import EncryptedTextField

INTRO: Final = """# What each datum must be

Made from the models: what PostgreSQL itself refuses, whichever page, list or program writes. What
is chosen in a list is checked there too (`tests/test_conventions.py`); what a form asks besides (a
telephone that exists, a date that may be missing its day, words that have no place here) is in
`forms`, beside its field, and said to whoever types. `sealed` is encrypted at rest.

*Together* names what several fields must satisfy at once: each is a constraint of the database, by
its name.
"""
HEAD: Final = "| field | is | must |\n| --- | --- | --- |"
KINDS: Final[tuple[tuple[type[models.Field], str], ...]] = (
    (EncryptedTextField, "text, sealed"),
    (models.GeneratedField, "made by the database"),
    (ArrayField, "list"),
    (models.BinaryField, "octets, made by the machine"),
    (models.ForeignKey, "link"),
    (models.UUIDField, "identifier"),
    (models.BooleanField, "yes or no"),
    (models.DateTimeField, "moment"),
    (models.DateField, "day"),
    (models.IntegerField, "number"),
    (models.DecimalField, "number"),
    (models.JSONField, "structure"),
    (models.CharField, "line"),
    (models.TextField, "text"),
)


def data_page() -> str:
    """Every model of ours, by room; fields in their order."""
    lines = [INTRO]
    for room in sorted(apps.get_app_configs(), key=lambda one: one.label):
        if room.name.startswith("jalon."):
            for model in room.get_models():
                lines += _told(model)
    return "\n".join(lines) + "\n"


def _told(model: type[models.Model]) -> Iterator[str]:
    yield f"\n## {model._meta.label}\n\n{HEAD}"
    for field in model._meta.concrete_fields:
        if not field.primary_key:
            yield f"| `{field.name}` | {_kind(field)} | {', '.join(_rules(field))} |"
    names = sorted(one.name for one in model._meta.constraints)
    if names:
        yield f"\nTogether: {', '.join(f'`{name}`' for name in names)}."


def _kind(field: models.Field) -> str:
    for kind, word in KINDS:
        if isinstance(field, kind):
            target = field.related_model
            return f"link to {target._meta.label}" if isinstance(target, type) else word
    return "other"


def _rules(field: models.Field) -> Iterator[str]:
    if isinstance(field, models.GeneratedField | models.BinaryField):
        return
    if field.unique:
        yield "be unique"
    if field.choices:
        yield "be one of " + ", ".join(f"`{value}`" for value, _label in field.flatchoices)
    elif field.max_length and isinstance(field, models.CharField):
        yield f"hold at most {field.max_length} characters"
    if not field.null and not field.blank and not field.has_default():
        yield "be given"
