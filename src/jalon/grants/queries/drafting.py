"""The first text of an agreement: the model in force, filled with what was filed and decided."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from jalon.appraisal.models import Decision
from jalon.calls.money import euros
from jalon.grants.content import Foreseen, PaymentKind
from jalon.kernel.months import months_after
from jalon.parameters.queries import integer
from jalon.projects.models import Filing, Project, Side
from jalon.projects.queries.texts import SUMMARY
from jalon.projects.states import COMMITTED
from jalon.ui.dates import plain_day
from jalon.ui.words import listing, number

SHOWN_OF_DIGEST: Final = 12
WHOLE: Final = 100
UNSAID_MONTHS: Final = 12  # of a project that never said how long it lasts


def frame_of(filing: Filing, project: Project) -> dict[str, Any]:
    """Who agrees, about which project of which call, as it was filed."""
    said = filing.content
    return {
        "call": project.call.title,
        "state": {"name": project.call.organisation.name, "siret": project.call.organisation.siret},
        "carrier": said["carrier"],
        "project": said["title"],
        "members": [one["name"] for one in said["members"] if one["state"] in COMMITTED],
        "total_cents": _total_of(said),
        "filed_on": filing.filed_at.date().isoformat(),
        "filing_digest": filing.digest,
    }


def facts_of(
    filing: Filing, frame: Mapping[str, Any], decision: Decision, starts_on: date, ends_on: date
) -> dict[str, Any]:
    """What the words in braces of a model stand for."""
    said = filing.content
    return {
        "carrier": frame["carrier"]["name"],
        "state": frame["state"]["name"],
        "project": frame["project"],
        "call": frame["call"],
        "members": listing(frame["members"]) or "—",
        "places": listing(one["name"] for one in said["perimeter"]) or "—",
        "summary": said["texts"].get(SUMMARY, "") or "—",
        "people": number(said["people"]) if said["people"] else "—",
        "months": number(said["months"] or UNSAID_MONTHS),
        "starts_on": plain_day(starts_on),
        "ends_on": plain_day(ends_on),
        "amount": euros(decision.amount_cents or 0),
        "total": euros(frame["total_cents"]),
        "filed_on": plain_day(filing.filed_at),
        "filing_digest": f"{filing.digest[:SHOWN_OF_DIGEST]}…",
    }


def term_of(filing: Filing, today: date) -> tuple[date, date]:
    """From when until when: what was filed, begun today at the latest when that is past."""
    kept, months = filing.content["starts_on"], filing.content["months"] or UNSAID_MONTHS
    starts_on = max(date.fromisoformat(kept), today) if kept else today
    return starts_on, months_after(starts_on, months) - timedelta(days=1)


def reports_of(starts_on: date, ends_on: date, today: date) -> list[date]:
    """When reports are due: after each period, and after the end."""
    every = integer("grant.report_every_months", on=today)
    after = integer("grant.report_months", on=today)
    turns, following = [], months_after(starts_on, every)
    while following <= ends_on:
        turns.append(following - timedelta(days=1))
        following = months_after(starts_on, every * (len(turns) + 1))
    return [months_after(one, after) for one in (*turns, ends_on)]


def schedule_of(
    cents: int, starts_on: date, ends_on: date, reports: list[date], today: date
) -> list[Foreseen]:
    """An advance, an instalment half-way and the balance: shares in force today, to the cent."""
    advance = cents * integer("grant.advance_percent", on=today) // WHOLE
    instalment = cents * integer("grant.instalment_percent", on=today) // WHOLE
    middle = starts_on + (ends_on - starts_on) / 2
    found = [
        Foreseen(PaymentKind.ADVANCE, advance, starts_on, _("À l’entrée en vigueur.")),
        Foreseen(
            PaymentKind.INSTALMENT, min(instalment, cents - advance), middle,
            _("Sur état des dépenses, et rapport intermédiaire s’il est échu."),
        ),
    ]  # fmt: skip
    paid = sum(one.cents for one in found)
    last = Foreseen(
        PaymentKind.BALANCE, cents - paid, reports[-1],
        _("Après le rapport final et le compte rendu financier."),
    )  # fmt: skip
    return [one for one in (*found, last) if one.cents]


def _total_of(content: Mapping[str, Any]) -> int:
    lines = content["lines"]
    brought = [one for one in lines if one["side"] == Side.RESOURCE and not one["is_in_kind"]]
    return sum(one["amount_cents"] for one in brought)
