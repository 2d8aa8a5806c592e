"""What the person does this week: one line and one button each, the most pressing first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.appointments.models import Appointment
from jalon.appointments.words import wall
from jalon.contracts.queries.sides import Sides
from jalon.dossiers.models import JoinRequest, JoinState
from jalon.plans.queries.on_page import Plan


@dataclass(frozen=True)
class ToDo:
    """One thing to do: what, before when (or as soon as one can), and the verb of its button."""

    title: str
    verb: str
    href: str
    due_on: date | None = None
    is_late: bool = False
    is_then: bool = False  # on that day, not before it


def this_week(
    plan: Plan,
    sides: Sides,
    joining: Iterable[JoinRequest],
    *,
    is_offered: bool,
    unread: int,
    meeting: Appointment | None,
    until: date,
) -> list[ToDo]:
    """Late first, then what waits for an answer, then by date."""
    found = [
        *_to_read(unread),
        *_answers(plan, joining, is_offered=is_offered),
        *_meetings(meeting, until),
        *_steps(plan, until),
        *_promises(sides, until),
    ]
    return sorted(found, key=lambda one: (not one.is_late, one.due_on or date.min))


def _to_read(unread: int) -> Iterator[ToDo]:
    if unread:
        title = ngettext("Vous avez un message", "Vous avez %(count)s messages", unread)
        yield ToDo(title % {"count": unread}, _("Lire"), reverse("space_messages"))


def _answers(plan: Plan, joining: Iterable[JoinRequest], *, is_offered: bool) -> Iterator[ToDo]:
    if is_offered:
        title = _("Lire le contrat et répondre")
        yield ToDo(title, _("Lire le contrat"), reverse("space_contract"))
    asked = [row for row in plan["waiting"] if row["may_answer"]]
    if asked:
        title = ngettext(
            "On vous propose : %(what)s", "On vous propose %(count)s choses", len(asked)
        )
        said = {"what": asked[0]["title"], "count": len(asked)}
        where = f"{reverse('space_path')}#repondre"
        yield ToDo(title % said, _("Lire et répondre"), where)
    for one in joining:
        if one.state == JoinState.PENDING:
            title = _("%(who)s veut vous accompagner") % {"who": one.affiliation.user.name}
            yield ToDo(title, _("Répondre"), reverse("space_joining", args=[one.public_id]))


def _meetings(meeting: Appointment | None, until: date) -> Iterator[ToDo]:
    on = wall(meeting.starts_at, meeting.zone).date() if meeting and meeting.starts_at else None
    if meeting and on and on <= until:
        title = _("Rendez-vous : %(body)s") % {"body": meeting.organisation}
        verb, where = _("Voir le rendez-vous"), reverse("space_appointments")
        yield ToDo(title, verb, where, on, is_then=True)


def _steps(plan: Plan, until: date) -> Iterator[ToDo]:
    for row in plan["of_person"]:
        if row["due_on"] <= until:
            where = reverse("space_path_one", args=[row["number"]])
            yield ToDo(row["title"], _("C’est fait"), where, row["due_on"], row["is_late"])


def _promises(sides: Sides, until: date) -> Iterator[ToDo]:
    """What she has promised in person, with a day that comes; without a day, it is no week's."""
    for line in sides.person:
        one = line.commitment
        if line.can_settle and one.due_on and one.due_on <= until:
            where = f"{reverse('space_promises')}#{one.public_id}"
            yield ToDo(one.text, _("Dire où j’en suis"), where, one.due_on, line.is_late)


def done_for_me(plan: Plan, sides: Sides) -> list[dict[str, Any]]:
    """What bodies do for the person, the soonest first, those without a day last."""
    steps = [
        {"title": row["title"], "who": row["organisation"], "due_on": row["due_on"]}
        | {"is_late": row["is_late"]}
        for row in plan["of_bodies"]
    ]
    promises = [
        {"title": line.commitment.text, "who": line.who, "due_on": line.commitment.due_on}
        | {"is_late": line.is_late}
        for line in sides.bodies
        if line.can_settle or line.commitment.accepted_at
    ]
    return sorted(steps + promises, key=lambda one: one["due_on"] or date.max)
