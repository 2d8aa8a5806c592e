"""The parts of a project that are named: commented one by one, and corrected one by one."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from jalon.calls.models import CallVersion
from jalon.projects.queries.texts import asked

FRAME, PERIMETER, MEMBERS, STRATEGY, MONEY, PAPERS = (
    "cadre", "perimetre", "membres", "strategie", "financement", "pieces",
)  # fmt: skip
# What of a filed content belongs to each part; a text is `texts` and its own code.
KEYS: Final = {
    FRAME: (
        "title", "starts_on", "months", "people", "public_is_broad", "zonings_present",
        "zonings_associated",
    ),
    PERIMETER: ("perimeter", "zonings_present"),
    MEMBERS: ("members",),
    STRATEGY: ("strategy",),
    MONEY: ("lines",),
    PAPERS: ("papers",),
}  # fmt: skip


def text_part(code: str) -> str:
    """The part of one text."""
    return f"text-{code}"


def parts(version: CallVersion) -> dict[str, str]:
    """The name of each part, in the order of the page."""
    return {
        **{text_part(one.code): one.label for one in asked(version)},
        FRAME: _("Cadre du projet"),
        PERIMETER: _("Périmètre"),
        MEMBERS: _("Groupement"),
        STRATEGY: _("Stratégie du territoire"),
        MONEY: _("Plan de financement"),
        PAPERS: _("Pièces"),
    }


def corrected(
    filed: Mapping[str, Any], now: Mapping[str, Any], codes: Iterable[str]
) -> dict[str, Any]:
    """What was filed, where these parts alone are as they are written now."""
    kept = {**filed, "texts": dict(filed["texts"])}
    for code in codes:
        for key in KEYS.get(code, ()):
            kept[key] = now[key]
        text = code.removeprefix("text-")
        if code not in KEYS and text in now["texts"]:
            kept["texts"][text] = now["texts"][text]
            kept["measured"] = now["measured"]
    return kept
