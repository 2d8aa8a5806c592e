"""The part of the page of a dossier about its course: assessment complete, support suspended."""

from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.access.policy.blocks import Block
from jalon.accounts.actor import Actor
from jalon.dossiers.queries.dossier_page import day
from jalon.dossiers.sections import Section
from jalon.outcomes.queries.course import ON_PAGE
from jalon.strategies.milestones import Suspension as Reason


def _ready(value: Any, page: dict[str, Any], actor: Actor) -> dict[str, Any]:
    concluded, suspended = value["concluded"], value["suspended"]
    is_open = page["dossier"]["closed_at"] is None
    return {
        "concluded": concluded and {**concluded, "on": day(concluded["concluded_on"])},
        "suspended": suspended and is_open and _suspended(suspended, page, actor),
        "may_change": page["rights_of_reader"]["is_referent"] and is_open,
    }


def _suspended(row: dict[str, Any], page: dict[str, Any], actor: Actor) -> dict[str, Any]:
    expected_on = day(row["expected_on"])
    is_known = row["reason"] and page["allows"].reads(Block(row["block"]))
    return {
        "id": row["public_id"],
        "from_on": day(row["from_on"]),
        "expected_on": expected_on,
        "reason": Reason(row["reason"]).label if is_known else "",
        "is_overdue": expected_on is not None and expected_on <= actor.today,
    }


def _day(item: dict[str, Any], field: str) -> str:
    return date_format(date.fromisoformat(item["payload"][field]), "j F Y")


def _halted(item: dict[str, Any]) -> str:
    said = {"reason": Reason(item["payload"]["ground"]).label, "day": _day(item, "from_on")}
    return _("Accompagnement suspendu depuis le %(day)s : %(reason)s") % said


def _prolonged(item: dict[str, Any]) -> str:
    return _("Suspension prolongée : retour prévu le %(day)s") % {"day": _day(item, "expected_on")}


def _resumed(item: dict[str, Any]) -> str:
    return _("Accompagnement repris le %(day)s") % {"day": _day(item, "resumed_on")}


COURSE: Final = Section(
    name="course",
    anchor="diagnostic",
    title=gettext_lazy("Diagnostic et suspension"),
    block=Block.CONTRACT,
    sql=ON_PAGE,
    template="outcomes/course.html",
    place="situation",
    ready=_ready,
    head="outcomes/course_head.html",
    sentences={
        "assessment.concluded": lambda item: _("Diagnostic partagé établi"),
        "assessment.reopened": lambda item: _("Diagnostic partagé repris : il n’était pas établi"),
        "support.suspended": _halted,
        "support.prolonged": _prolonged,
        "support.resumed": _resumed,
        "suspension.withdrawn": lambda item: _("Suspension notée par erreur, et retirée"),
    },
)
