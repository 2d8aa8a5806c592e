"""Who waits to be met, found by the number that they show, and by nothing else."""

import json
from datetime import datetime

from jalon.accounts.acting import showing
from jalon.people.models import CheckOutcome, IdentityCheck
from jalon.people.queries.reconciled import Pivot


def waiting(shown: str, *, at: datetime) -> IdentityCheck | None:
    """The identity of that number, while it waits; spaces, hyphens and case do not count."""
    reference = "".join(letter for letter in shown.upper() if letter.isalnum())
    with showing(reference):
        pending = IdentityCheck.objects.filter(reference=reference, outcome=CheckOutcome.PENDING)
        check = pending.first()
    return check if check and check.is_open(at) else None


def certified(check: IdentityCheck) -> Pivot:
    """What FranceConnect says of who waits."""
    return Pivot(**json.loads(check.pivot))
