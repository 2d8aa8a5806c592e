"""The main menu, for the hat worn: an entry is there when its page would open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.rules import ROLES_WITH_PEOPLE
from jalon.intake.rules import IMPORT_PEOPLE


@dataclass(frozen=True)
class Entry:
    """`section` is the word by which a page says that it belongs here."""

    section: str
    label: Any
    page: str
    opens: Callable[[Actor], bool]

    @property
    def url(self) -> str:
        return reverse(self.page)


def _works_with_people(actor: Actor) -> bool:
    return actor.role in ROLES_WITH_PEOPLE


ENTRIES = [
    Entry("home", _("Aujourd’hui"), "home", lambda actor: True),
    Entry("dossiers", _("Mes dossiers"), "dossier_list", _works_with_people),
    Entry("proposals", _("Propositions"), "proposal_list", _works_with_people),
    Entry(
        "intake", _("Importer une liste"), "intake", lambda actor: IMPORT_PEOPLE.allows(actor, None)
    ),
    Entry(
        "team", _("Mon organisme"), "colleagues", lambda actor: actor.is_a(AffiliationRole.MANAGER)
    ),
    Entry("organisations", _("Organismes"), "organisations", lambda actor: True),
]


def menu_for(request: HttpRequest) -> list[Entry]:
    """The entries this request's actor may open; none before one acts for an organisation."""
    actor = getattr(request, "actor", None)
    return [entry for entry in ENTRIES if actor is not None and entry.opens(actor)]
