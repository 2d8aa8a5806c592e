from datetime import datetime
from operator import itemgetter
from typing import Final

from django.db import connection, transaction
from django.utils.translation import ngettext

from jalon.accounts.actor import Actor
from jalon.dossiers.events import MemberLeft
from jalon.dossiers.rules import RELEASE_SEATS
from jalon.journal.record import record
from jalon.kernel.errors import Refused

# By the database itself: who ends a hat may read none of its dossiers (config.policy.settling).
RELEASE: Final = "SELECT seat, dossier, leaves_someone FROM jalon_release_seats(%s, %s, %s)"


class StillReferent(Refused):
    """People would be left without an effective référent: they are handed over first."""


@transaction.atomic
def release_seats(
    *, organisation_id: int, affiliation_id: int | None, by: Actor, at: datetime
) -> int:
    """End the seats of a hat that is leaving, or, without one, of an organisation that closes.

    Returns how many ended. Raises StillReferent, naming how many people to hand over, Denied.
    """
    RELEASE_SEATS.require(by, organisation_id)

    with connection.cursor() as cursor:
        cursor.execute(RELEASE, [organisation_id, affiliation_id, at])
        rows = sorted(cursor.fetchall(), key=itemgetter(1, 0))
    followed = [seat for seat, _dossier, leaves_someone in rows if leaves_someone]
    if followed:
        raise StillReferent(
            ngettext(
                "Une personne resterait sans référent ou référente : passez d’abord le relais.",
                "%(count)s personnes resteraient sans référent ou référente : "
                "passez d’abord le relais.",
                len(followed),
            )
            % {"count": len(followed)}
        )
    for seat, dossier, _leaves_someone in rows:
        record(MemberLeft(dossier_id=dossier, membership_id=seat), by=by, at=at)
    return len(rows)
