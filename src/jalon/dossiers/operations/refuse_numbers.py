from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import NumbersRefused
from jalon.dossiers.rules import OPEN_DOSSIER
from jalon.journal.models import Entry
from jalon.journal.record import record
from jalon.parameters.queries import integer
from jalon.vigilance.counting import BudgetExceeded, take_turn
from jalon.vigilance.models import Measure, Period, Step
from jalon.vigilance.operations import raise_alert

A_DAY: Final = timedelta(days=1)


@transaction.atomic
def refuse_numbers(*, by: Actor, at: datetime) -> None:
    """Keep that this account gave numbers that are somebody else's; beyond a few a day, an alert.

    Whose they are is not kept. A slip is nobody's affair; whoever tries many to learn who is known
    is told of to those who answer for the account, and to the security contact. Raises Denied.
    """
    OPEN_DOSSIER.require(by, None)

    take_turn(by)  # however many are sent at once, each is counted after the one before
    fact = record(NumbersRefused(user_id=by.user_id), by=by, at=at)
    most = integer("vigilance.refused_day", on=by.today)
    refused = Entry.objects.filter(stream=fact.stream, kind=fact.kind, at__gt=at - A_DAY).count()
    if refused > most:
        counted = (Measure.REFUSED.value, Period.DAY.value, refused, most)
        raise_alert(excess=BudgetExceeded(by, Step.NOTICE, wait=0, excess=counted), by=by, at=at)
