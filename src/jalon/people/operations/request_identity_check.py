import json
from datetime import datetime, timedelta

from django.db import transaction

from jalon.accounts.acting import showing
from jalon.accounts.actor import Actor
from jalon.accounts.models import Vouched
from jalon.journal.record import record
from jalon.parameters.queries import integer
from jalon.people.events import IdentityCheckRequested
from jalon.people.models import CheckOutcome, IdentityCheck
from jalon.people.queries import Pivot


@transaction.atomic
def request_identity_check(
    *, vouched: Vouched, pivot: Pivot, by: Actor | None, at: datetime
) -> IdentityCheck:
    """Keep, sealed, who somebody says to be until their référent confirms it in person.

    Asked again while it waits, it is the same, with its number.
    """
    with showing(vouched.issuer, vouched.subject):
        check, is_new = _waiting(vouched, pivot, at)
    if is_new:
        record(IdentityCheckRequested(check_id=check.pk), by=by, at=at)
    return check


def _waiting(vouched: Vouched, pivot: Pivot, at: datetime) -> tuple[IdentityCheck, bool]:
    """The one that waits already, or a new one and True."""
    who = {"issuer": vouched.issuer, "subject": vouched.subject}
    waiting = IdentityCheck.objects.select_for_update().filter(**who, outcome=CheckOutcome.PENDING)
    for last in waiting:
        if last.is_open(at):
            return last, False
        last.delete()

    days = timedelta(days=integer("identity_check.days", on=at.date()))
    check = IdentityCheck.objects.create(
        **who,
        assurance=vouched.assurance,
        pivot=json.dumps(pivot.as_dict()),
        requested_at=at,
        expires_at=at + days,
    )
    return check, True
