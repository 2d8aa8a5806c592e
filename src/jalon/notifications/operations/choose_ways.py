from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.notifications.models import DigestTime, Family, Preference, Way
from jalon.notifications.rules import CHOOSE_WAYS


@transaction.atomic
def choose_ways(
    *, ways: Mapping[Family, Way], hour: int, by: Actor | PersonActor, at: datetime
) -> None:
    """How this account is told by e-mail, family by family, and at which hour it gets its digest.

    What cannot wait is not chosen: it is left out.
    """
    CHOOSE_WAYS.require(by, None)
    for family, way in ways.items():
        if family != Family.URGENT:
            Preference.objects.update_or_create(
                user_id=by.user_id, family=family, defaults={"way": way}
            )
    DigestTime.objects.update_or_create(user_id=by.user_id, defaults={"hour": hour})
