from datetime import datetime
from typing import Final

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.vigilance.counting import BudgetExceeded
from jalon.vigilance.events import AlertRaised
from jalon.vigilance.models import Alert, Standing, Step

SINCE: Final = {Step.DOUBT: "doubted_at", Step.STOP: "stopped_at"}


@transaction.atomic
def raise_alert(*, excess: BudgetExceeded, by: Actor | None, at: datetime) -> Alert | None:
    """Keep what an account did beyond its budget, and stop it when it went that far.

    Nobody's decision: `by` is whoever was refused, or None when it was noticed later. The alert
    waits to be told (`telling.tell`). None when the same alert is open already.
    """
    who = excess.actor
    if field := SINCE.get(excess.step):
        standing, _new = Standing.objects.get_or_create(user_id=who.user_id)
        Standing.objects.filter(pk=standing.pk, **{field: None}).update(**{field: at})
    alert = Alert(
        user_id=who.user_id,
        affiliation_id=who.affiliation_id,
        organisation_id=who.organisation_id,
        step=excess.step,
        measure=excess.measure,
        period=excess.period,
        counted=excess.counted,
        budget=excess.budget,
        raised_at=at,
    )
    Alert.objects.bulk_create([alert], ignore_conflicts=True)
    raised = Alert.objects.filter(public_id=alert.public_id).first()
    if raised is not None:
        fact = AlertRaised(
            alert_id=raised.pk,
            user_id=who.user_id,
            organisation_id=who.organisation_id,
            step=str(excess.step),
        )
        record(fact, by=by, at=at)
    return raised
