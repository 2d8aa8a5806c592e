from datetime import datetime

from django.db import transaction
from django.db.models import Q

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation, User
from jalon.directory.departures import leave, require_successor
from jalon.directory.events import AccountClosed
from jalon.directory.rules import CLOSE_ACCOUNT
from jalon.journal.record import record


@transaction.atomic
def close_account(*, user: User, by: Actor, at: datetime) -> User:
    """Close a person's account: all their places end today and nobody signs in with it again.

    Raises LastManager, Denied, or the refusal of a room above (people still followed).
    """
    CLOSE_ACCOUNT.require(by, user)

    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        return user
    not_ended = Q(ended_on=None) | Q(ended_on__gt=by.today)
    for hat in Affiliation.objects.filter(not_ended, user=user).order_by("organisation_id", "pk"):
        require_successor(hat, by=by)
        leave(Affiliation.objects.select_for_update().get(pk=hat.pk), by=by, at=at)
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])

    record(AccountClosed(user_id=user.pk), by=by, at=at)
    return user
