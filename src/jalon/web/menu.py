"""The main menu, for the hat worn, or of a person's own: an entry is there when its page opens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import AffiliationRole
from jalon.appraisal.rules import takes_part
from jalon.calls.rules import answers_for_the_state
from jalon.dossiers.rules import ROLES_WITH_PEOPLE
from jalon.entry.rules import may_orient
from jalon.grants.rules import keeps_agreements
from jalon.intake.rules import IMPORT_PEOPLE
from jalon.protection.rules import RECEIVE_QUESTIONS, SIT_AT_DESK
from jalon.retention.rules import READ_RETENTION
from jalon.strategies.rules import ANSWERING
from jalon.ui.environment import url
from jalon.ui.words import once_per_language
from jalon.vigilance.rules import answers


@dataclass(frozen=True)
class Entry:
    """`section` is the word by which a page says that it belongs here."""

    section: str
    label: Any
    page: str
    opens: Callable[[Actor], bool]


@dataclass(frozen=True)
class Shown:
    """An entry in the reader's language, with its address."""

    section: str
    label: str
    url: str


@once_per_language
def _shown() -> dict[str, Shown]:
    return {
        entry.page: Shown(entry.section, str(entry.label), reverse(entry.page))
        for entry in (*ENTRIES, *PERSONAL_ENTRIES)
    }


def _works_with_people(actor: Actor) -> bool:
    return actor.role in ROLES_WITH_PEOPLE


ENTRIES = [
    Entry("home", _("Aujourd’hui"), "home", lambda actor: True),
    Entry("dossiers", _("Mes dossiers"), "dossier_list", _works_with_people),
    Entry("deadlines", _("Échéances"), "deadline_list", _works_with_people),
    Entry("appointments", _("Rendez-vous"), "my_appointments", _works_with_people),
    Entry("orientation", _("Orientation"), "orientation_queue", may_orient),
    Entry("handovers", _("Relais"), "handovers", _works_with_people),
    Entry("proposals", _("Propositions"), "proposal_list", _works_with_people),
    Entry(
        "intake", _("Importer une liste"), "intake", lambda actor: IMPORT_PEOPLE.allows(actor, None)
    ),
    Entry(
        "team", _("Mon organisme"), "colleagues", lambda actor: actor.is_a(AffiliationRole.MANAGER)
    ),
    Entry("caseloads", _("Suivis"), "caseloads", lambda actor: actor.is_a(AffiliationRole.MANAGER)),
    Entry("vigilance", _("Vigilance"), "alerts", lambda actor: answers.holds(actor, None)),
    Entry(
        "questions",
        _("Questions"),
        "questions",
        lambda actor: RECEIVE_QUESTIONS.allows(actor, None),
    ),
    Entry("desk", _("Protection"), "desk", lambda actor: SIT_AT_DESK.allows(actor, None)),
    Entry(
        "retention",
        _("Conservation"),
        "retention",
        lambda actor: READ_RETENTION.allows(actor, None),
    ),
    Entry("strategies", _("Stratégies"), "strategies", lambda actor: actor.role in ANSWERING),
    Entry("projects", _("Nos projets"), "projects", lambda actor: actor.role in ANSWERING),
    Entry("appraisal", _("Instruction"), "appraisal_desk", takes_part),
    Entry("grants", _("Conventions"), "grants_desk", keeps_agreements),
    Entry("calls", _("Appels à projets"), "calls", lambda actor: actor.role in ANSWERING),
    Entry("organisations", _("Organismes"), "organisations", lambda actor: True),
]


# What a body of the State is there for: it follows nobody.
OF_THE_STATE = frozenset({"home", "strategies", "projects", "appraisal", "grants", "calls"})


def _always(actor: Actor) -> bool:
    return True


# The person's own pages: few words, the same on each of them.
PERSONAL_ENTRIES = [
    Entry("space", _("Mon espace"), "space", _always),
    Entry("path", _("Mon chemin"), "space_path", _always),
    Entry("appointments", _("Mes rendez-vous"), "space_appointments", _always),
    Entry("readings", _("Qui a lu"), "space_readings", _always),
    Entry("rights", _("Mes droits"), "space_rights", _always),
]


def bell_for(request: HttpRequest) -> dict[str, Any] | None:
    """Where one's notifications are, and where to ask how many wait: not while a page is made."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return None
    if isinstance(actor, PersonActor):
        pages, label = ("space_told", "space_bell"), _("Nouvelles")
    else:
        pages, label = ("notifications", "notification_bell"), _("Notifications")
    return {"url": url(pages[0]), "count_url": url(pages[1]), "label": label}


def menu_for(request: HttpRequest) -> list[Shown]:
    """The entries this request's actor may open; none before one acts for an organisation."""
    actor = getattr(request, "actor", None)
    if isinstance(actor, PersonActor):
        entries = PERSONAL_ENTRIES
    else:
        entries = [entry for entry in ENTRIES if actor is not None and entry.opens(actor)]
        if actor is not None and answers_for_the_state.holds(actor, None):
            entries.sort(key=lambda entry: entry.section not in OF_THE_STATE)
    shown = _shown()
    return [shown[entry.page] for entry in entries]
