from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation, Organisation, User
from jalon.directory.events import AccountReopened
from jalon.directory.operations.grant_affiliation import grant_affiliation
from jalon.directory.rules import OPEN_ACCOUNT, Place
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class NothingToReopen(Refused):
    """The account is open, or it never was a professional's."""


@transaction.atomic
def reopen_account(
    *,
    user: User,
    organisation: Organisation,
    role: str,
    job_title: str = "",
    by: Actor,
    at: datetime,
) -> Affiliation:
    """Open again the closed account of a professional who comes back, with a place to confirm.

    One human, one account: hers is the one that signed before. No password and no identity of
    before opens it: she chooses a password from the invitation; her second factors still count.
    Raises NothingToReopen, and what `grant_affiliation` refuses; Denied.
    """
    OPEN_ACCOUNT.require(by, Place(organisation, role, user.pk))

    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active or not Affiliation.objects.filter(user=user).exists():
        raise NothingToReopen(_("Ce compte n’est pas celui d’une personne partie."))
    user.is_active = True
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    user.federated_identities.filter(ended_at=None).update(ended_at=at)
    record(AccountReopened(user_id=user.pk, organisation_id=organisation.pk), by=by, at=at)
    return grant_affiliation(
        user=user, organisation=organisation, role=role, job_title=job_title, by=by, at=at
    )
