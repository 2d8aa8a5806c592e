"""The essential data of the subsidies of a call (decree 2017-779), in the open format « SCDL ».

Read through `jalon_subsidies`, that everybody may ask: what both sides have signed,
whatever became of it since. The carrier receives the whole of a subsidy: it is the one beneficiary
of its line.
"""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import connection

from jalon.calls.models import Call

IN_MONEY: Final = "aide en numéraire"
ONCE: Final = "unique"
IN_STEPS: Final = "échelonné"
WHOLE: Final = 1
# The columns of the format, in order.
NAMES: Final = (
    "nomAttribuant", "idAttribuant", "dateConvention", "referenceDecision", "nomBeneficiaire",
    "idBeneficiaire", "rnaBeneficiaire", "objet", "montant", "nature", "conditionsVersement",
    "datesPeriodeVersement", "idRAE", "notificationUE", "pourcentageSubvention", "dispositifAide",
)  # fmt: skip


@dataclass(frozen=True)
class Subsidy:
    """One line: a subsidy and its beneficiary. Money in cents."""

    reference: str
    signed_on: date
    state: dict[str, str]
    carrier: dict[str, str]
    project: str
    call: str
    cents: int
    from_on: date
    until_on: date
    is_paid_once: bool

    def as_published(self) -> dict[str, Any]:
        """By the names of the format; the amount in euros."""
        period = self.from_on.isoformat()
        if not self.is_paid_once:
            period = f"{period}/{self.until_on.isoformat()}"
        return {
            "nomAttribuant": self.state["name"],
            "idAttribuant": self.state["siret"],
            "dateConvention": self.signed_on.isoformat(),
            "referenceDecision": self.reference,
            "nomBeneficiaire": self.carrier["name"],
            "idBeneficiaire": self.carrier["siret"],
            "rnaBeneficiaire": None,
            "objet": self.project,
            "montant": Decimal(self.cents) / 100,
            "nature": IN_MONEY,
            "conditionsVersement": ONCE if self.is_paid_once else IN_STEPS,
            "datesPeriodeVersement": period,
            "idRAE": None,
            "notificationUE": False,
            "pourcentageSubvention": WHOLE,
            "dispositifAide": self.call,
        }


def subsidies_of(call: Call) -> list[Subsidy]:
    """The oldest first: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reference, frame, amount_cents, signed_on, schedule FROM jalon_subsidies(%s)",
            [call.pk],
        )
        return [_subsidy(*row) for row in cursor.fetchall()]


def _subsidy(reference: str, frame: Any, cents: int, signed_on: date, schedule: Any) -> Subsidy:
    said, planned = (json.loads(one) if isinstance(one, str) else one for one in (frame, schedule))
    days = [date.fromisoformat(one["due_on"]) for one in planned]
    return Subsidy(
        reference, signed_on, said["state"], said["carrier"], said["project"], said["call"], cents,
        min(days), max(days), len(days) == 1,
    )  # fmt: skip
