from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.entry.events import OrientationNotified
from jalon.entry.models import Notice, Orientation
from jalon.entry.rules import NOTIFY_ORIENTATION
from jalon.entry.seating import unseat_officer
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class NotToNotify(Refused):
    """Nothing is decided yet, or the person knows already."""


@transaction.atomic
def notify_orientation(
    *, orientation: Orientation, how: str, by: Actor, at: datetime
) -> Orientation:
    """Say that the decision was sent by letter or handed over: the dossier closes to its officer.

    Raises NotToNotify, Denied.
    """
    NOTIFY_ORIENTATION.require(by, orientation)
    if how not in {Notice.LETTER, Notice.IN_HAND}:
        raise ValueError(f"{how!r}: an officer sends a letter, or gives it in hand")

    orientation = Orientation.objects.select_for_update(of=("self",)).get(pk=orientation.pk)
    if orientation.decided_at is None or orientation.notified_at:
        raise NotToNotify(_("Il n’y a pas de décision à remettre."))
    orientation.notified_at, orientation.notified_how = at, how
    orientation.save(update_fields=["notified_at", "notified_how"])
    fact = OrientationNotified(
        dossier_id=orientation.dossier_id, orientation_id=orientation.pk, status=how
    )
    record(fact, by=by, at=at)
    unseat_officer(orientation.dossier_id, by.affiliation_id, at)
    return orientation
