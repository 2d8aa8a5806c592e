from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.kernel.months import months_after
from jalon.outcomes.events import OutcomeDeclared
from jalon.outcomes.models import FollowUp, Outcome, OutcomeKind
from jalon.outcomes.rules import WRITE_OUTCOMES
from jalon.parameters.queries import integer

FOLLOWED = ("outcome.first_news_months", "outcome.second_news_months", "outcome.third_news_months")


class OutcomeIncomplete(Refused):
    """A job has a contract; what ends does not end before it begins."""


@transaction.atomic
def declare_outcome(
    *,
    dossier: Dossier,
    kind: str,
    started_on: date,
    planned_end_on: date | None = None,
    contract: str = "",
    weekly_hours: Decimal | None = None,
    employer: str = "",
    by: Actor | PersonActor,
    at: datetime,
) -> Outcome:
    """Say what the person has found: a job, a training, a business, retirement, another place.

    `weekly_hours` in hours. A job is followed up: news are to be asked some months later, as the
    parameters of the deployment say. Raises OutcomeIncomplete, Denied.
    """
    WRITE_OUTCOMES.require(by, dossier)
    if kind == OutcomeKind.EMPLOYMENT and not contract:
        raise OutcomeIncomplete(_("Choisissez le contrat de cet emploi."))
    if planned_end_on and planned_end_on < started_on:
        raise OutcomeIncomplete(_("La fin prévue vient avant le début : corrigez l’une des dates."))

    is_job = kind == OutcomeKind.EMPLOYMENT
    outcome = Outcome.objects.create(
        dossier=dossier,
        kind=kind,
        contract=contract if is_job else "",
        weekly_hours=weekly_hours if is_job else None,
        started_on=started_on,
        planned_end_on=planned_end_on,
        employer=employer,
        declared_by_id=by.affiliation_id,
        declared_at=at,
    )
    if is_job:
        _follow(outcome)
    fact = OutcomeDeclared(
        dossier_id=dossier.pk, outcome_id=outcome.pk, nature=kind,
        contract=outcome.contract, started_on=started_on,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return outcome


def _follow(outcome: Outcome) -> None:
    """The news to ask, a row each."""
    months = [integer(key, on=outcome.started_on) for key in FOLLOWED]
    FollowUp.objects.bulk_create(
        FollowUp(
            outcome=outcome,
            dossier_id=outcome.dossier_id,
            month=month,
            due_on=months_after(outcome.started_on, month),
        )
        for month in months
    )
