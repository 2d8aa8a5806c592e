"""The round of the background process: notices, archive, destruction, orders, forecast.

Each step is a row of short transactions: stopped anywhere, the next round takes up where it was.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from jalon.post.mails import post_mail
from jalon.retention.models import Foreseen, Order, OrderState, What
from jalon.retention.operations import (
    archive_dossiers,
    destroy_dossiers,
    foresee_ends,
    give_notices,
    restore_dossiers,
    settle_order,
)
from jalon.retention.queries.calendar import ready
from jalon.retention.queries.strangers import strangers
from jalon.territories.zones import local_day

BATCH: Final = 500  # dossiers in one transaction: a second or two
NOTICES: Final = 5_000
logger = logging.getLogger(__name__)


def settle_due(at: datetime) -> None:
    """The orders and the returns, for the keeper."""
    settle_orders(at)
    restore_dossiers(by=None, at=at)


def sweep_daily(at: datetime) -> Iterator[Counter[str]]:
    """The round of the day, for the keeper: once, by night, or as soon as it can; by pieces."""
    made = Foreseen.objects.order_by("-made_on").values_list("made_on", flat=True).first()
    if made is None or made < local_day(at):
        yield from pieces(at)


def settle_orders(at: datetime) -> int:
    """Carry out the orders that wait; one that fails does not hold the others back."""
    settled = 0
    due = Order.objects.filter(state=OrderState.WAITING, due_on__lte=local_day(at))
    for order in due.order_by("pk").only("pk"):  # read whole, and opened, within its own attempt
        try:
            settle_order(order=order, by=None, at=at)
            settled += 1
        except Exception as error:
            # Its kind alone: a message could quote what names the person.
            logger.error("order %s could not be settled: %s", order.pk, type(error).__name__)
    return settled


def sweep(at: datetime, batch: int = BATCH) -> Counter[str]:
    """One whole round: what was done, counted."""
    return sum(pieces(at, batch), Counter())


def pieces(at: datetime, batch: int = BATCH) -> Iterator[Counter[str]]:
    """The same, one transaction after the other: what each did."""
    while told := _give_notices(at):
        yield Counter(notices=told)
    for some in _batches(ready([What.TO_ARCHIVE], at=at), batch):
        yield Counter(archived=archive_dossiers(dossier_ids=some, by=None, at=at))
    for some in _batches(ready([What.TO_DESTROY, What.NEVER_SUPPORTED], at=at), batch):
        yield Counter(destroyed=len(destroy_dossiers(dossier_ids=some, by=None, at=at)))
    for some in _batches(strangers(at=at), batch):
        gone = destroy_dossiers(dossier_ids=(), person_ids=some, by=None, at=at)
        yield Counter(destroyed=len(gone))
    foresee_ends(by=None, at=at)


def _give_notices(at: datetime) -> int:
    with transaction.atomic():
        told = give_notices(limit=NOTICES, by=None, at=at)
        for email, count in told.items():
            _post(email, count, at)
    return sum(told.values())


def _batches(ids: Sequence[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(ids), size):
        yield list(ids[start : start + size])


def _post(email: str, count: int, at: datetime) -> None:
    """Tell that something waits in Jalon, and nothing of whom."""
    context = {"count": count, "product": settings.JALON_PRODUCT_NAME}
    with override("fr"):
        body = render_to_string("retention/notice.txt", context)
        subject = _("Des dossiers vont être archivés")
    post_mail(kind="archiving", to=email, subject=subject, body=body, at=at)
