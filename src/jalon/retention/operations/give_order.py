import json
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer
from jalon.people.queries import Identity
from jalon.retention.events import OrderGiven
from jalon.retention.models import Order, OrderGround, OrderKind
from jalon.retention.rules import GIVE_ORDER

GROUNDS: Final = {
    OrderKind.ERASE: {OrderGround.REQUEST, OrderGround.NOT_SUPPORTED, OrderGround.MISTAKE},
    OrderKind.RESTORE: {OrderGround.RETURN, OrderGround.MISTAKE, OrderGround.LITIGATION},
    OrderKind.SUSPEND: {OrderGround.LITIGATION},
    OrderKind.RESUME: {OrderGround.END_OF_LITIGATION},
}


class WrongGround(Refused):
    """This is no reason for that."""


@transaction.atomic
def give_order(
    *,
    kind: str,
    ground: str,
    reference: str,
    who: Identity | int,
    by: Actor,
    at: datetime,
) -> Order:
    """Decide that a person is erased, given back to their team, or kept while a dispute lasts.

    `who`: the number of a person, or what identifies them; nothing is looked up here, so nothing
    is learnt by trying. The platform carries the order out, an erasure after some days.
    Raises WrongGround, Denied.
    """
    GIVE_ORDER.require(by, who)
    if OrderGround(ground) not in GROUNDS[OrderKind(kind)]:
        raise WrongGround(_("Ce motif ne convient pas à cet ordre."))

    order = Order.objects.create(
        kind=kind,
        ground=ground,
        reference=reference,
        identity="" if isinstance(who, int) else json.dumps(asdict(who)),
        person_id=who if isinstance(who, int) else None,
        given_by_id=by.affiliation_id,
        given_at=at,
        due_on=by.today + timedelta(days=_delay(kind, by.today)),
    )

    record(OrderGiven(order_id=order.pk, ground=ground), by=by, at=at)
    return order


def _delay(kind: str, today: date) -> int:
    return integer("retention.erasure_days", on=today) if kind == OrderKind.ERASE else 0
