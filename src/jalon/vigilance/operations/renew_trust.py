from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.vigilance.events import TrustRenewed
from jalon.vigilance.models import Standing
from jalon.vigilance.rules import RENEW_TRUST


@transaction.atomic
def renew_trust(*, user_id: int, by: Actor, at: datetime) -> bool:
    """Note that whoever was doubted gave a second factor again; False when nobody doubted."""
    RENEW_TRUST.require(by, user_id)

    doubted = Standing.objects.select_for_update().filter(
        user_id=user_id, doubted_at__isnull=False, stopped_at=None
    )
    if not doubted.update(vouched_at=at, doubted_at=None):
        return False
    fact = TrustRenewed(user_id=user_id, organisation_id=by.organisation_id)
    record(fact, by=by, at=at)
    return True
