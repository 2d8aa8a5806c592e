from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.retention.events import OrderSettled
from jalon.retention.models import Order, OrderState
from jalon.retention.rules import CANCEL_ORDER


class AlreadySettled(Refused):
    """The order was carried out, or called back."""


@transaction.atomic
def cancel_order(*, order: Order, by: Actor, at: datetime) -> Order:
    """Call an order back before it is carried out. Raises AlreadySettled, Denied."""
    CANCEL_ORDER.require(by, order)

    order = Order.objects.select_for_update().get(pk=order.pk)
    if order.state != OrderState.WAITING:
        raise AlreadySettled(_("Cet ordre est déjà réglé."))
    order.state, order.identity, order.settled_at = OrderState.CANCELLED, "", at
    order.save(update_fields=["state", "identity", "settled_at"])

    record(OrderSettled(order_id=order.pk, status=order.state), by=by, at=at)
    return order
