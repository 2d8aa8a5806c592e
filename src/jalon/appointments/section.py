"""The part of the page of a dossier about appointments, and the sentences of their facts."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.access.policy.blocks import Block
from jalon.accounts.actor import Actor
from jalon.appointments.models import (
    PRESENCES,
    WAITING,
    AppointmentKind,
    AppointmentState,
    CancelGround,
    Mode,
    Side,
)
from jalon.appointments.queries.on_page import ON_PAGE
from jalon.appointments.words import TONES, state_said, when
from jalon.dossiers.queries.dossier_page import instant, opened
from jalon.dossiers.sections import Page, Section, Value
from jalon.parameters.queries import integer
from jalon.ui.words import listing

PAST_SHOWN: Final = 5


def ready(value: Value, page: Page, actor: Actor) -> Value:
    """What comes, what waits for an answer, whose presence is to be said, what is over."""
    if actor.at is None:
        raise ValueError("a page is opened at an instant: the actor has none")
    rows = [_row(one, actor.at) for one in value]
    booked = [one for one in rows if one["state"] == AppointmentState.BOOKED]
    coming = [one for one in reversed(booked) if not one["is_past"]]
    over = [one for one in rows if one["state"] in {*PRESENCES, AppointmentState.CANCELLED}]
    return {
        "coming": coming,
        "waiting": [one for one in rows if one["state"] in WAITING],
        "to_settle": [one for one in booked if one["is_past"]],
        "past": over[:PAST_SHOWN],
        "next": coming[0] if coming else None,
        "to_call": _to_call(rows, actor),
        "is_closed": page["dossier"]["closed_at"] is not None,
        "is_referent": page["rights_of_reader"]["is_referent"],
    }


def _to_call(rows: list[dict[str, Any]], actor: Actor) -> dict[str, Any] | None:
    """What `queries.agenda.to_call` asks of the database, of the rows of one dossier."""
    kept = [one for one in rows if one["state"] != AppointmentState.CANCELLED]
    last = max(kept, key=lambda one: one["proposed_at"], default=None)
    if last is None or last["state"] != AppointmentState.MISSED or actor.at is None:
        return None
    since = actor.at - timedelta(days=integer("appointment.call_days", on=actor.today))
    return last if last["starts_at"] > since else None


def _row(one: dict[str, Any], at: datetime) -> dict[str, Any]:
    starts_at = instant(one["starts_at"])
    state = AppointmentState(one["state"])
    return {
        **one,
        "starts_at": starts_at,
        "proposed_at": instant(one["proposed_at"]),
        "place": opened(one["place"]),
        "when": when(starts_at, one["zone"]) if starts_at else "",
        "is_past": starts_at is not None and starts_at <= at,
        "kind_said": AppointmentKind(one["kind"]).label,
        "mode_said": Mode(one["mode"]).label,
        "state_said": state_said(state, one["cancelled_side"], one["cancel_ground"]),
        "tone": TONES.get(state, ""),
        "who": listing(one["who"]),
    }


def _kind(item: dict[str, Any]) -> str:
    return str(AppointmentKind(item["payload"]["nature"]).label)


def _booked(item: dict[str, Any]) -> str:
    if item["payload"]["source"] == Side.PROFESSIONAL:  # who, is said beside
        return _("Rendez-vous fixé : %(kind)s") % {"kind": _kind(item)}
    said = {"kind": _kind(item), "who": Side(item["payload"]["source"]).label}
    return _("Rendez-vous fixé par %(who)s : %(kind)s") % said


def _cancelled(item: dict[str, Any]) -> str:
    who, ground = item["payload"]["source"], item["payload"]["ground"]
    said = {"who": Side(who).label, "why": CancelGround(ground).label}
    return _("Rendez-vous annulé par %(who)s : %(why)s") % said


SECTION: Final = Section(
    name="appointments",
    anchor="rendez-vous",
    title=gettext_lazy("Rendez-vous"),
    block=Block.APPOINTMENTS,
    sql=ON_PAGE,
    template="appointments/section.html",
    place="situation",
    ready=ready,
    head="appointments/head.html",
    sentences={
        "appointment.asked": lambda item: (
            _("La personne demande un rendez-vous : %(kind)s") % {"kind": _kind(item)}
        ),
        "appointment.proposed": lambda item: (
            _("Invitation à choisir un rendez-vous : %(kind)s") % {"kind": _kind(item)}
        ),
        "booking_link.renewed": lambda item: _("Nouveau lien de rendez-vous, l’ancien est fermé"),
        "appointment.booked": _booked,
        "appointment.moved": lambda item: (
            _("Rendez-vous déplacé par %(who)s") % {"who": Side(item["payload"]["source"]).label}
        ),
        "appointment.cancelled": _cancelled,
        "appointment.attended": lambda item: _("Rendez-vous tenu"),
        "appointment.excused": lambda item: _("Absence excusée à un rendez-vous"),
        "appointment.missed": lambda item: _("Absence à un rendez-vous : un appel peut aider"),
    },
)
