"""What is agreed, as plain values, and what the law asks of it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.contracts.models import ContractKind, EngagementContract
from jalon.kernel.errors import Refused
from jalon.parameters.queries import in_force, integer


class BadTerms(Refused):
    """The dates or the hours cannot be."""


@dataclass(frozen=True)
class Terms:
    """Dates, hours and words of a contract. `adaptations` are codes of models.Adaptation."""

    started_on: date
    ends_on: date | None = None
    review_on: date | None = None
    weekly_hours: int | None = None
    adaptations: tuple[str, ...] = ()
    words: str = ""


def mark_of(contract: EngagementContract) -> str:
    """What a contract being prepared says now, as one word: it has changed if the word has."""
    agreed = contract.terms
    told = [
        contract.pk, contract.state, contract.versions.count(), contract.started_on,
        contract.ends_on, contract.review_on, agreed.weekly_hours, sorted(agreed.adaptations),
        agreed.words,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()[:32]


def principle(on: date) -> tuple[int, str]:
    """The hours a week of the principle, and the text that gives them."""
    found = in_force("contract.weekly_hours", on=on)
    return int(found.value), found.source


def check_terms(terms: Terms, kind: str = ContractKind.ENGAGEMENT) -> None:
    """Dates in their order; hours within the legal week. Raises BadTerms."""
    if terms.ends_on and terms.ends_on <= terms.started_on:
        raise BadTerms(_("Le contrat doit se terminer après son début."))
    last = terms.ends_on or terms.review_on
    if terms.review_on and last and not terms.started_on < terms.review_on <= last:
        raise BadTerms(_("La date de bilan doit tomber pendant le contrat."))
    if terms.weekly_hours is None or kind != ContractKind.ENGAGEMENT:
        return
    most = integer("contract.longest_weekly_hours", on=terms.started_on)
    if terms.weekly_hours > most:
        raise BadTerms(
            ngettext(
                "La durée ne peut pas dépasser %(most)s heure par semaine.",
                "La durée ne peut pas dépasser %(most)s heures par semaine.",
                most,
            )
            % {"most": most}
        )
