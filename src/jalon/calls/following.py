"""Following a call by e-mail, without an account: asked, confirmed by its link, ended by another.

Who follows is nobody's business: these are no facts, and ending erases.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.core import signing
from django.db import transaction

from jalon.calls.models import Call, Subscription
from jalon.calls.states import CallState
from jalon.vault.sealing import fingerprint

PURPOSE: Final = "call-subscription"
UNCONFIRMED: Final = timedelta(days=2)
# After a call is over, the time for its results to be announced.
KEPT: Final = timedelta(days=365)


def code_of(public_id: UUID) -> str:
    """The secret of the links of one subscription."""
    return signing.dumps(str(public_id), salt=PURPOSE)


def found_by(code: str) -> Subscription | None:
    """The subscription of a link; None for a wrong one, or one that has ended."""
    try:
        public_id = UUID(signing.loads(code, salt=PURPOSE))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Subscription.objects.select_related("call").filter(public_id=public_id).first()


@transaction.atomic
def ask(call: Call, email: str, *, at: datetime) -> tuple[Subscription, bool]:
    """The subscription of an address, and whether a mail must ask to confirm it.

    An address that already follows, or was asked an hour ago, is not written to again.
    """
    mark = fingerprint(PURPOSE, email.strip().casefold())
    found, is_new = Subscription.objects.get_or_create(
        call=call, fingerprint=mark, defaults={"email": email.strip(), "asked_at": at}
    )
    if is_new:
        return found, True
    if found.confirmed_at is not None or found.asked_at > at - timedelta(hours=1):
        return found, False
    Subscription.objects.filter(pk=found.pk).update(asked_at=at)
    return found, True


def confirm(subscription: Subscription, *, at: datetime) -> None:
    Subscription.objects.filter(pk=subscription.pk, confirmed_at=None).update(confirmed_at=at)


def stop(subscription: Subscription) -> None:
    """Nothing is left of it."""
    Subscription.objects.filter(pk=subscription.pk).delete()


def forget(at: datetime) -> None:
    """Erase what was never confirmed, and what follows calls that are over."""
    Subscription.objects.filter(confirmed_at=None, asked_at__lt=at - UNCONFIRMED).delete()
    over = Call.objects.filter(state__in=[CallState.CLOSED, CallState.CANCELLED])
    gone = over.filter(closed_at__lt=at - KEPT) | over.filter(cancelled_at__lt=at - KEPT)
    Subscription.objects.filter(call__in=gone).delete()
