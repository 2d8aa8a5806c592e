from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import FederatedIdentity, IdentityProvider, User, Vouched
from jalon.directory.events import IdentityLinked
from jalon.directory.rules import LINK_IDENTITY
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class IdentityCannotBeLinked(Refused):
    """This identity opens another account already, or is of another sort than the account."""


@transaction.atomic
def link_identity(*, user: User, vouched: Vouched, by: Actor, at: datetime) -> FederatedIdentity:
    """Let a professional's account be opened by ProConnect too.

    Raises IdentityCannotBeLinked, Denied.
    """
    LINK_IDENTITY.require(by, user)
    others = user.federated_identities.exclude(provider=IdentityProvider.PROCONNECT)
    if vouched.provider != IdentityProvider.PROCONNECT or others.exists():
        raise IdentityCannotBeLinked(_("Ce compte ne peut pas être relié à ProConnect."))
    try:
        with transaction.atomic():  # the database settles a race
            identity = FederatedIdentity.objects.create(
                user=user,
                provider=vouched.provider,
                issuer=vouched.issuer,
                idp_id=vouched.idp_id,
                subject=vouched.subject,
                assurance=vouched.assurance,
                linked_at=at,
            )
    except IntegrityError as error:
        raise IdentityCannotBeLinked(
            _("Cette identité ProConnect ouvre déjà un compte.")
        ) from error

    record(IdentityLinked(identity_id=identity.pk, user_id=user.pk), by=by, at=at)
    return identity
