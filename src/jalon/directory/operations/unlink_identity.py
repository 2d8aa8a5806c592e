from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.accounts.models import FederatedIdentity
from jalon.directory.events import IdentityUnlinked
from jalon.directory.rules import LINK_IDENTITY
from jalon.journal.record import record


@transaction.atomic
def unlink_identity(*, identity: FederatedIdentity, by: Actor, at: datetime) -> FederatedIdentity:
    """From now this identity opens the account no more; it may be linked again.

    Unlinking twice changes nothing. Raises Denied.
    """
    LINK_IDENTITY.require(by, identity.user)
    identity = FederatedIdentity.objects.select_for_update().get(pk=identity.pk)
    if identity.ended_at is not None:
        return identity
    identity.ended_at = at
    identity.save(update_fields=["ended_at"])

    record(IdentityUnlinked(identity_id=identity.pk, user_id=identity.user_id), by=by, at=at)
    return identity
