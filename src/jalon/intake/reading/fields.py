"""The columns a list of people may have: their French names and what their cells hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jalon.intake.reading import values
from jalon.intake.reading.choices import code_of
from jalon.intake.reading.dates import parse_birth_date
from jalon.intake.reading.synonyms import SYNONYMS


@dataclass(frozen=True)
class Field:
    """One thing a column can hold. `repeats`: few distinct values, remembered while reading."""

    code: str
    label: str | Promise
    synonyms: frozenset[str]
    parse: Callable[..., Any]
    longest: int
    required: bool = False
    repeats: bool = False


def _field(
    code: str,
    label: str | Promise,
    parse: Callable[..., Any],
    longest: int = 100,
    **flags: bool,
) -> Field:
    return Field(code, label, SYNONYMS[code], parse, longest, **flags)


FIELDS = (
    _field(
        "file_id",
        _("Identifiant dans le SI"),
        values.identifier,
        50,
    ),
    _field(
        "first_names",
        _("Prénom"),
        values.name,
        200,
        required=True,
    ),
    _field(
        "last_name",
        _("Nom"),
        values.name,
        required=True,
    ),
    _field(
        "birth_name",
        _("Nom de naissance"),
        values.name,
    ),
    _field(
        "sex",
        _("Sexe ou civilité"),
        partial(code_of, "sex"),
        20,
        repeats=True,
    ),
    _field(
        "birth_date",
        _("Date de naissance"),
        parse_birth_date,
        40,
        required=True,
        repeats=True,
    ),
    _field(
        "birth_place",
        _("Lieu de naissance"),
        values.one_line,
        150,
        repeats=True,
    ),
    _field(
        "phone",
        _("Téléphone"),
        values.phones,
        100,
    ),
    _field(
        "phone_2",
        _("Autre téléphone"),
        values.phones,
        100,
    ),
    _field(
        "email",
        _("E-mail"),
        values.email,
        254,
    ),
    _field(
        "address",
        _("Adresse"),
        values.free_text,
        250,
    ),
    _field(
        "address_extra",
        _("Complément d’adresse"),
        values.free_text,
        250,
    ),
    _field(
        "postal_code",
        _("Code postal"),
        values.postal_code,
        10,
        repeats=True,
    ),
    _field(
        "city",
        _("Ville"),
        values.one_line,
        100,
        repeats=True,
    ),
    _field(
        "situation",
        _("Situation"),
        partial(code_of, "situation"),
        100,
        repeats=True,
    ),
    _field(
        "benefit_number",
        _("Numéro allocataire CAF ou MSA"),
        values.caf_number,
        20,
    ),
    _field(
        "france_travail_id",
        _("Identifiant France Travail"),
        values.ft_id,
        15,
    ),
    _field(
        "rsa",
        _("Droits RSA"),
        partial(code_of, "rsa"),
        100,
        repeats=True,
    ),
    _field(
        "rqth",
        _("RQTH"),
        values.yes_no,
        20,
        repeats=True,
    ),
    _field(
        "are",
        _("Droits ARE"),
        values.yes_no,
        20,
        repeats=True,
    ),
    _field("ass", _("Droits ASS"), values.yes_no, 20, repeats=True),
    _field(
        "activity_bonus",
        _("Prime d’activité"),
        values.yes_no,
        20,
        repeats=True,
    ),
    _field(
        "rome",
        _("Emploi recherché (code ROME)"),
        values.rome,
        200,
        repeats=True,
    ),
    _field(
        "education_level",
        _("Niveau de formation"),
        partial(code_of, "education_level"),
        100,
        repeats=True,
    ),
    _field(
        "structure",
        _("Structure"),
        values.one_line,
        200,
        repeats=True,
    ),
    _field(
        "advisors",
        _("Accompagnateurs"),
        values.one_line,
        300,
        repeats=True,
    ),
    _field(
        "nir",
        _("NIR (numéro de sécurité sociale)"),
        values.social_security_number,
        25,
    ),
)

BY_CODE = {field.code: field for field in FIELDS}
KEYS = ("file_id", "nir", "france_travail_id", "benefit_number")


def parsers(today: date) -> dict[str, Callable[[str], Any]]:
    """How each field is read on a given day (dates in the future are refused)."""
    return {
        field.code: partial(parse_birth_date, today=today)
        if field.code == "birth_date"
        else field.parse
        for field in FIELDS
    }
