"""The part "orientation" of the page of a dossier, and the sentences of its facts."""

from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.access.policy.blocks import Block
from jalon.accounts.actor import Actor
from jalon.dossiers.queries.dossier_page import opened
from jalon.dossiers.sections import Section
from jalon.entry.models import Notice, ReorientationState, TransferState
from jalon.entry.views.words import lateness, tone, track_label

BODY: Final = "coalesce(nullif(body.short_name, ''), body.name)"
# Row-level security has its say on each table: grounds and requests are read under K.
SQL: Final = f"""SELECT json_build_object(
    'periods', (SELECT coalesce(json_agg(row ORDER BY row.started_at DESC), '[]') FROM (
        SELECT period.track, {BODY} AS body, period.started_at, period.ended_at,
               body.id NOT IN (SELECT seat.organisation_id FROM dossiers_membership AS seat
                   WHERE seat.dossier_id = subject.id AND seat.role = 'referent'
                     AND seat.ended_at IS NULL) AS is_elsewhere
        FROM entry_trackperiod AS period
        JOIN accounts_organisation AS body ON body.id = period.lead_organisation_id
        WHERE period.dossier_id = subject.id) AS row),
    'orientations', (SELECT coalesce(json_agg(row), '[]') FROM (
        SELECT one.public_id, one.received_on, one.due_on, one.flagged_at IS NOT NULL AS is_flagged,
               one.decided_at, one.notified_at, one.notified_how, {BODY} AS body,
               one.taken_by_id = %(affiliation)s AS is_mine,
               encode(grounds.reason, 'base64') AS reason, grounds.differs
        FROM entry_orientation AS one
        JOIN accounts_organisation AS body ON body.id = one.organisation_id
        LEFT JOIN entry_grounds AS grounds ON grounds.orientation_id = one.id
        WHERE one.dossier_id = subject.id ORDER BY one.id DESC LIMIT 2) AS row),
    'transfer', (SELECT row_to_json(row) FROM (
        SELECT one.state, one.requested_at, encode(one.answer, 'base64') AS answer, {BODY} AS body
        FROM entry_transfer AS one
        JOIN accounts_organisation AS body ON body.id = one.organisation_id
        WHERE one.dossier_id = subject.id AND one.state <> 'withdrawn'
        ORDER BY one.id DESC LIMIT 1) AS row),
    'reorientation', (SELECT row_to_json(row) FROM (
        SELECT state, encode(reason, 'base64') AS reason, encode(answer, 'base64') AS answer
        FROM entry_reorientation WHERE dossier_id = subject.id
        ORDER BY id DESC LIMIT 1) AS row))"""  # noqa: S608 - made of constants alone


def ready(value: Any, page: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """Periods, the orientation under way, the last one decided, the last request for another."""
    knows_why = page["allows"].reads(Block.CONTRACT)
    periods = [_period(one) for one in value["periods"]]
    rows = value["orientations"]
    waiting = next((one for one in rows if not one["decided_at"]), None)
    decided = next((one for one in rows if one["decided_at"]), None)
    asked = value["reorientation"] if knows_why else None
    is_referent = page["rights_of_reader"]["is_referent"] and not page["dossier"]["closed_at"]
    is_pending = asked is not None and asked["state"] == ReorientationState.PENDING
    return {
        "current": next((one for one in periods if one["ended_at"] is None), None),
        "past": [one for one in periods if one["ended_at"]],
        "waiting": waiting and _waiting(waiting, actor.today),
        "decided": decided and _decided(decided, knows_why),
        "reorientation": asked and _asked(asked),
        "transfer": value["transfer"] and _moved(value["transfer"], page),
        "may_move": is_referent,
        "may_ask": is_referent and not rows,
        "may_ask_again": is_referent and decided and not waiting and not is_pending,
    }


def _period(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "track": track_label(one["track"]),
        "body": one["body"],
        "is_elsewhere": one["is_elsewhere"],
        "started_at": _instant(one["started_at"]),
        "ended_at": _instant(one["ended_at"]),
    }


def _waiting(one: dict[str, Any], today: date) -> dict[str, Any]:
    due_on = date.fromisoformat(one["due_on"])
    received_on = date.fromisoformat(one["received_on"])
    said = {"lateness": lateness(due_on, today), "tone": tone(due_on, today)}
    return {**one, **said, "received_on": received_on}


def _decided(one: dict[str, Any], knows_why: bool) -> dict[str, Any]:
    return {
        "notified_at": _instant(one["notified_at"]),
        "how": str(Notice(one["notified_how"]).label) if one["notified_how"] else "",
        "reason": opened(one["reason"]) if knows_why else "",
        "differs": knows_why and one["differs"],
    }


def _asked(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "said": ReorientationState(one["state"]).label,
        "reason": opened(one["reason"]),
        "answer": opened(one["answer"]),
    }


def _moved(one: dict[str, Any], page: dict[str, Any]) -> dict[str, Any] | None:
    if not page["allows"].reads(Block.TEAM):
        return None
    return {
        "body": one["body"],
        "said": TransferState(one["state"]).label,
        "answer": opened(one["answer"]),
        "requested_at": _instant(one["requested_at"]),
    }


def _instant(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _decision(item: dict[str, Any]) -> str:
    return _("Orientation décidée : %(track)s") % {"track": track_label(item["payload"]["track"])}


def _notice(item: dict[str, Any]) -> str:
    how = Notice(item["payload"]["status"]).label
    return _("La personne est informée de son orientation : %(how)s") % {"how": how}


SECTION: Final = Section(
    name="orientation",
    anchor="orientation",
    title=gettext_lazy("Orientation"),
    block=Block.RIGHTS,
    sql=SQL,
    template="entry/bloc/orientation.html",
    place="situation",
    ready=ready,
    sentences={
        "information.received": lambda item: _("Orientation demandée"),
        "orientation.taken": lambda item: _("Orientation prise en charge"),
        "orientation.released": lambda item: _("Orientation rendue à la file"),
        "orientation.decided": _decision,
        "orientation.notified": _notice,
        "orientation.flagged": lambda item: _(
            "Délai d’orientation dépassé : signalé à France Travail"
        ),
        "reorientation.requested": lambda item: _("Réorientation demandée"),
        "reorientation.accepted": lambda item: _("Demande de réorientation acceptée"),
        "transfer.requested": lambda item: _("Transfert demandé vers un autre département"),
        "transfer.accepted": lambda item: _("Transfert accepté : l’équipe d’avant est partie"),
        "transfer.refused": lambda item: _("Transfert refusé"),
        "transfer.withdrawn": lambda item: _("Demande de transfert retirée"),
        "handover.proposed": lambda item: _("Relais proposé"),
        "handover.accepted": lambda item: _("Relais accepté"),
        "handover.declined": lambda item: _("Relais décliné"),
        "handover.withdrawn": lambda item: _("Proposition de relais retirée"),
        "reorientation.refused": lambda item: _("Demande de réorientation refusée"),
    },
)
