"""Leaving: what must be settled before a place ends, here and in the rooms above.

The directory knows no dossier. A room above that holds something by a hat declares, in
`config/subscriptions.py`, what becomes of it: it settles its own records in the same transaction,
or refuses (Refused), and then nothing ends.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation, Organisation
from jalon.directory.events import AffiliationEnded
from jalon.directory.rules import ANSWERING, runs_the_platform
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class LastManager(Refused):
    """An organisation always has somebody who answers for it."""


@dataclass(frozen=True)
class Departure:
    """One hat that ends, or, without `affiliation_id`, a whole organisation that closes."""

    organisation_id: int
    affiliation_id: int | None


Settlement = Callable[[Departure, Actor, datetime], None]
settlements: list[Settlement] = []  # filled once, by config/subscriptions.py


def settle(departure: Departure, *, by: Actor, at: datetime) -> None:
    """Let every room above settle what it holds; any of them may refuse."""
    for settlement in settlements:
        settlement(departure, by, at)


def leave(hat: Affiliation, *, by: Actor, at: datetime) -> None:
    """End one hat today, inside the running transaction, and record it.

    A hat that was to start later is ended on that day, so that it never gives any right.
    """
    settle(Departure(hat.organisation_id, hat.pk), by=by, at=at)
    hat.ended_on = max(by.today, hat.started_on)
    hat.save(update_fields=["ended_on"])
    fact = AffiliationEnded(
        affiliation_id=hat.pk,
        user_id=hat.user_id,
        organisation_id=hat.organisation_id,
        role=hat.role,
    )
    record(fact, by=by, at=at)


def require_successor(hat: Affiliation, *, by: Actor) -> None:
    """Raise LastManager when nobody else would answer for the organisation.

    Locks the organisation first: two managers who end each other's place at the same time must
    not both succeed. The platform may close the account of another body's last manager, who left
    without naming anyone: it then names the first one again.
    """
    from_outside = runs_the_platform.holds(by, hat) and hat.organisation_id != by.organisation_id
    answers = hat.role in ANSWERING and hat.confirmed_at is not None
    if not answers or from_outside:
        return
    organisation = Organisation.objects.select_for_update().get(pk=hat.organisation_id)
    others = Affiliation.objects.in_force(by.today).filter(
        organisation=organisation, role__in=ANSWERING
    )
    if not others.exclude(pk=hat.pk).exclude(user_id=hat.user_id).exists():
        raise LastManager(
            _("%(organisation)s n’aurait plus de responsable : nommez d’abord quelqu’un d’autre.")
            % {"organisation": organisation}
        )
