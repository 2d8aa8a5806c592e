"""A row of the comparison table in words: what the page shows and what the spreadsheet holds."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.appraisal.arbitration.zones import SHORT
from jalon.appraisal.queries.comparison import Compared
from jalon.appraisal.queries.marking import HUNDREDTHS
from jalon.appraisal.states import OpinionState
from jalon.calls.content import GridLine
from jalon.calls.eligibility.criteria import Verdict
from jalon.calls.money import euros, percent
from jalon.ui.words import listing, number

ELIGIBLE: Final = {
    Verdict.MET: gettext_lazy("éligible"),
    Verdict.NOT_MET: gettext_lazy("non éligible"),
    Verdict.UNKNOWN: gettext_lazy("à vérifier"),
}
ALERTS: Final = {
    "late": gettext_lazy("déposé pendant la tolérance"),
    "correcting": gettext_lazy("correction en cours"),
    "uncorrected": gettext_lazy("correction non déposée"),
    "gap": gettext_lazy("écart entre lectures : troisième à confier"),
    "unread": gettext_lazy("lecture à confier"),
    "review_late": gettext_lazy("lecture en retard"),
    "opinion_late": gettext_lazy("avis en retard"),
}


@dataclass(frozen=True)
class Worded:
    """`points`: one for each line of the grid, None until two readings are given."""

    row: Compared
    places: str
    state_euros: str
    share: str
    zones: str
    eligibility: str
    admissibility: str
    points: list[Decimal | None]
    total: Decimal | None
    readings: str
    opinions: list[str]
    alerts: list[str]
    decision: str

    @property
    def shown_points(self) -> list[str]:
        return ["—" if one is None else number(one) for one in self.points]

    @property
    def shown_total(self) -> str:
        return self.readings if self.total is None else number(self.total)


def worded(row: Compared, lines: list[GridLine]) -> Worded:
    found = row.retained
    return Worded(
        row=row,
        places=listing(row.places),
        state_euros=euros(row.state_cents),
        share=percent(row.carrier_cents, row.total_cents) if row.total_cents else "—",
        zones=listing(str(SHORT[one]) for one in row.zones) or "—",
        eligibility=str(ELIGIBLE[row.eligibility]),
        admissibility=str(row.state.label),
        points=[None if found is None else _points(found.by_criterion[one.code]) for one in lines],
        total=None if found is None else _points(found.total),
        readings=_("%(given)s sur 2") % {"given": min(row.given, 2)},
        opinions=[_opinion(one) for one in row.opinions],
        alerts=[str(ALERTS[one.code]) for one in row.alerts],
        decision=str(row.decision.get_outcome_display()) if row.decision else "—",
    )


def _points(hundredths: int) -> Decimal:
    return Decimal(hundredths) / HUNDREDTHS


def _opinion(one: Any) -> str:
    said = one.get_verdict_display() if one.state == OpinionState.ANSWERED else _("attendu")
    return f"{one.organisation} : {said}"
