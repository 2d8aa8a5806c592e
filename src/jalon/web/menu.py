"""The main menu, for the hat worn: an entry is there when its page would open."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import AffiliationRole

Role = AffiliationRole
EVERYDAY = frozenset({Role.PROFESSIONAL, Role.ORIENTATION_OFFICER, Role.MANAGER})


@dataclass(frozen=True)
class Entry:
    section: str
    label: str
    url: str


ENTRIES: list[tuple[str, Any, str, frozenset[AffiliationRole]]] = [
    ("home", _("Aujourd’hui"), "home", frozenset(Role)),
    ("dossiers", _("Mes dossiers"), "dossier_list", EVERYDAY),
    ("intake", _("Importer une liste"), "intake", EVERYDAY),
    ("team", _("Mon organisme"), "colleagues", frozenset({Role.MANAGER})),
    (
        "administration",
        _("Administration"),
        "organisations",
        frozenset({Role.ADMINISTRATOR}),
    ),
]


def menu_for(request: HttpRequest) -> list[Entry]:
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    return [
        Entry(section, str(label), address)
        for section, label, name, roles in ENTRIES
        if actor.role in roles and (address := _address(name))
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
