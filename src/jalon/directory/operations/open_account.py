from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation, Organisation, User
from jalon.directory.events import AccountOpened
from jalon.directory.operations.grant_affiliation import grant_affiliation
from jalon.directory.rules import OPEN_ACCOUNT, Place
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class AccountAlreadyOpen(Refused):
    """This e-mail has an account: one human, one account, whatever the number of hats."""


@transaction.atomic
def open_account(
    *,
    email: str,
    civility: str,
    first_name: str,
    last_name: str,
    organisation: Organisation,
    role: str,
    job_title: str = "",
    by: Actor,
    at: datetime,
) -> Affiliation:
    """Open a newcomer's account with their first place; they choose their own password.

    Raises AccountAlreadyOpen, and what `grant_affiliation` refuses; Denied.
    """
    OPEN_ACCOUNT.require(by, Place(organisation, role, None))

    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email, civility=civility, first_name=first_name, last_name=last_name
            )
    except IntegrityError as error:
        raise AccountAlreadyOpen(_("Cette adresse a déjà un compte.")) from error
    record(AccountOpened(user_id=user.pk, organisation_id=organisation.pk), by=by, at=at)
    return grant_affiliation(
        user=user, organisation=organisation, role=role, job_title=job_title, by=by, at=at
    )
