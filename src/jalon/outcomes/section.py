"""The part of the page of a dossier about what became of it: dates, words, and what is to ask."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jalon.access.policy.blocks import Block
from jalon.access.policy.levels import Level
from jalon.accounts.actor import Actor
from jalon.dossiers.queries.dossier_page import day, instant, opened
from jalon.dossiers.sections import Section
from jalon.outcomes.models import ClosingReason, FollowUpAnswer, JobContract, Outcome, OutcomeKind
from jalon.outcomes.queries.outcomes import ON_PAGE, said_of


def _ready(value: Any, page: dict[str, Any], actor: Actor) -> dict[str, Any]:
    follow_ups = [_follow_up(row, actor) for row in value["follow_ups"]]
    is_narrow = page["allows"].levels.get(Block.EMPLOYMENT) is Level.OWN
    rows = [row for row in value["outcomes"] if row["is_ours"] or not is_narrow]
    outcomes = [_outcome(row, follow_ups, actor) for row in rows]
    closing = value["closing"]
    return {
        "outcomes": outcomes,
        "closing": closing
        and {
            "reason": ClosingReason(closing["reason"]).label,
            "closed_at": instant(closing["closed_at"]),
        },
        "is_closed": page["dossier"]["closed_at"] is not None,
        "may_close": page["rights_of_reader"]["is_referent"],
    }


def _outcome(row: dict[str, Any], follow_ups: list[dict[str, Any]], actor: Actor) -> dict[str, Any]:
    started_on = date.fromisoformat(row["started_on"])
    planned, ended = day(row["planned_end_on"]), day(row["ended_on"])
    label = str(OutcomeKind(row["kind"]).label)
    outcome = Outcome(
        kind=row["kind"], contract=row["contract"], started_on=started_on,
        planned_end_on=planned, ended_on=ended,
    )  # fmt: skip
    return {
        **row,
        **said_of(outcome, on=actor.today),
        "label": label,
        "title": label[:1].upper() + label[1:],
        "contract_label": JobContract(row["contract"]).label if row["contract"] else "",
        "employer": opened(row["employer"]),
        "started_on": started_on,
        "confirmed_at": instant(row["confirmed_at"]),
        "planned_end_on": planned,
        "ended_on": ended,
        "is_running": outcome.is_running(actor.today),
        "follow_ups": [one for one in follow_ups if one["outcome_id"] == row["id"]],
    }


def _follow_up(row: dict[str, Any], actor: Actor) -> dict[str, Any]:
    due_on = day(row["due_on"])
    return {
        **row,
        "due_on": due_on,
        "answered_on": day(row["answered_on"]),
        "answer_label": FollowUpAnswer(row["answer"]).label if row["answer"] else "",
        "is_due": due_on is not None and due_on <= actor.today and not row["answer"],
    }


def _declared(item: dict[str, Any]) -> str:
    payload = item["payload"]
    what = str(OutcomeKind(payload["nature"]).label)
    if payload["contract"]:
        what = f"{what} ({JobContract(payload['contract']).label})"
    return _("La personne a trouvé : %(what)s") % {"what": what}


def _confirmed(item: dict[str, Any]) -> str:
    what = OutcomeKind(item["payload"]["nature"]).label
    return _("Ce que la personne a dit est confirmé : %(what)s") % {"what": what}


def _ended(item: dict[str, Any]) -> str:
    return _("C’est terminé : %(what)s") % {"what": OutcomeKind(item["payload"]["nature"]).label}


def _withdrawn(item: dict[str, Any]) -> str:
    what = OutcomeKind(item["payload"]["nature"]).label
    return _("Déclaré par erreur, et retiré : %(what)s") % {"what": what}


def _answered(item: dict[str, Any]) -> str:
    month = item["payload"]["month"]
    return ngettext(
        "Nouvelles après %(month)s mois : %(answer)s",
        "Nouvelles après %(month)s mois : %(answer)s",
        month,
    ) % {"month": month, "answer": FollowUpAnswer(item["payload"]["answer"]).label}


def _closed(item: dict[str, Any]) -> str:
    reason = ClosingReason(item["payload"]["ground"]).label
    return _("Dossier clos : %(reason)s") % {"reason": reason}


SECTION = Section(
    name="outcomes",
    anchor="sorties",
    title=gettext_lazy("Emploi, formation, suites"),
    block=Block.EMPLOYMENT,
    sql=ON_PAGE,
    template="outcomes/section.html",
    place="team",
    ready=_ready,
    sentences={
        "outcome.declared": _declared,
        "outcome.confirmed": _confirmed,
        "outcome.ended": _ended,
        "outcome.withdrawn": _withdrawn,
        "follow_up.answered": _answered,
        "dossier.closed": _closed,
        "dossier.reopened": lambda item: _("Dossier rouvert"),
    },
)
