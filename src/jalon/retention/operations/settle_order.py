from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier
from jalon.intake.bulk.forgetting import is_a_list_at_work
from jalon.journal.record import record
from jalon.retention.bulk.erasing import erase, leaving
from jalon.retention.bulk.returning import restore
from jalon.retention.events import OrderSettled
from jalon.retention.models import Order, OrderKind, OrderState, Suspension
from jalon.retention.queries.calendar import rule_in_words
from jalon.retention.queries.proofs import Rule
from jalon.retention.queries.whom import whom
from jalon.territories.zones import local_day


@transaction.atomic
def settle_order(*, order: Order, by: Actor | None, at: datetime) -> Order:
    """Carry out what the data-protection officer decided, and forget how the person was named.

    The platform itself does it (`by` is None); doing it twice changes nothing. Nothing is erased
    while a list is being worked on: it may be bringing the person back.
    """
    order = Order.objects.select_for_update().get(pk=order.pk)
    is_erasing = order.kind == OrderKind.ERASE
    if order.state != OrderState.WAITING or order.due_on > local_day(at):
        return order
    if is_erasing and is_a_list_at_work(at):
        return order
    found = whom(order)
    if len(found) == 1:
        order.person_id = found[0]
        order.state = _carry_out(order, found[0], at)
    else:
        order.state = OrderState.SEVERAL if found else OrderState.NOBODY
    order.identity, order.settled_at = "", at
    order.save(update_fields=["person_id", "state", "identity", "settled_at"])

    record(OrderSettled(order_id=order.pk, status=order.state), by=by, at=at)
    return order


def _carry_out(order: Order, person_id: int, at: datetime) -> OrderState:
    suspended = Suspension.objects.filter(person_id=person_id, ended_at=None)
    if order.kind == OrderKind.SUSPEND:
        Suspension.objects.get_or_create(
            person_id=person_id, ended_at=None, defaults={"started_at": at}
        )
    elif order.kind == OrderKind.RESUME:
        suspended.update(ended_at=at)
    elif order.kind == OrderKind.RESTORE:
        return OrderState.DONE if restore(person_id, order.pk, at) else OrderState.NOBODY
    elif suspended.exists():
        return OrderState.SUSPENDED
    else:
        _erase(order, person_id, at)
    return OrderState.DONE


def _erase(order: Order, person_id: int, at: datetime) -> None:
    dossiers = list(Dossier.objects.filter(person=person_id).values_list("pk", flat=True))
    rule = Rule(at, rule_in_words(local_day(at)), order.pk)
    erase(leaving(dossiers, [person_id]), order.ground, rule, with_new_lists=True)
