"""The part "Étapes et délais" of the page of a dossier: dates reached and promised."""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy

from jalon.access.policy.blocks import Block
from jalon.accounts.actor import Actor
from jalon.deadlines.models import DeadlineState
from jalon.deadlines.queries.on_page import SQL
from jalon.deadlines.views.words import lateness, standing, tone, why
from jalon.dossiers.sections import Section
from jalon.strategies.milestones import Milestone
from jalon.strategies.models import Responsible, StrategyTime

# What does a step: where on the page of the dossier, or under it, and in which words.
DOING: Final = {
    Milestone.ORIENTATION_DECIDED: ("#orientation", gettext_lazy("Voir l’orientation")),
    Milestone.ORIENTATION_NOTIFIED: ("#orientation", gettext_lazy("Voir l’orientation")),
    Milestone.REORIENTATION_ANSWERED: ("#orientation", gettext_lazy("Voir la demande")),
    Milestone.REFERENT_NAMED: ("#equipe", gettext_lazy("Voir l’équipe")),
    Milestone.HANDOVER_ACCEPTED: ("#equipe", gettext_lazy("Voir le relais")),
    Milestone.FIRST_APPOINTMENT: (
        "/rendez-vous/nouveau?objet=first", gettext_lazy("Fixer le rendez-vous"),
    ),
    Milestone.CONTACT_MADE: (
        "/rendez-vous/nouveau?objet=follow_up", gettext_lazy("Fixer un rendez-vous"),
    ),
    Milestone.ASSESSMENT_MADE: ("#diagnostic", gettext_lazy("Dire le diagnostic établi")),
    Milestone.CONTRACT_SIGNED: ("/contrats", gettext_lazy("Ouvrir le contrat")),
    Milestone.CONTRACT_REVIEWED: ("/contrats", gettext_lazy("Ouvrir le contrat")),
    Milestone.FOLLOW_UP_1_MONTH: ("#sorties", gettext_lazy("Noter les nouvelles")),
    Milestone.FOLLOW_UP_3_MONTHS: ("#sorties", gettext_lazy("Noter les nouvelles")),
    Milestone.FOLLOW_UP_6_MONTHS: ("#sorties", gettext_lazy("Noter les nouvelles")),
}  # fmt: skip
DATES: Final = ("starts_on", "due_on", "met_on", "suspended_on")


def told(row: dict[str, Any], today: date) -> dict[str, Any]:
    """One deadline, as pages show it."""
    dated = row | {name: as_day(row[name]) for name in DATES}
    is_running = row["state"] == DeadlineState.RUNNING
    return dated | {
        "who": row["body"] or str(Responsible(row["responsible"]).label),
        "standing": standing(dated, today),
        "lateness": lateness(dated["due_on"], today) if is_running else "",
        "tone": tone(dated["due_on"], today) if is_running else "",
        "is_running": is_running,
        "is_late": is_running and dated["due_on"] < today,
        "why": why(dated),
        "doing": DOING.get(row["ends_with"]) if is_running else None,
    }


def as_day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def ready(value: Any, page: dict[str, Any], actor: Actor) -> dict[str, Any] | None:
    """The steps by time of the path, and the clock that matters: the first one due."""
    rows = [told(row, actor.today) for row in value if page["allows"].reads(Block(row["need"]))]
    running = sorted((row for row in rows if row["is_running"]), key=lambda row: row["due_on"])
    times = [
        {"label": time.label, "rows": [row for row in rows if row["time"] == time.value]}
        for time in StrategyTime
    ]
    return {
        "times": [time for time in times if time["rows"]],
        "first": running[0] if running else None,
        "late": sum(row["is_late"] for row in rows),
    }


SECTION: Final = Section(
    name="path",
    anchor="etapes",
    title=gettext_lazy("Étapes et délais"),
    block=Block.CONTRACT,
    sql=SQL,
    template="deadlines/section.html",
    place="situation",
    ready=ready,
    head="deadlines/head.html",
)
