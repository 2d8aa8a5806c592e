from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation, Organisation, User
from jalon.directory.events import AffiliationGranted
from jalon.directory.rules import GRANT_AFFILIATION, Place
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class AlreadyAffiliated(Refused):
    """This person already has this role in this organisation."""


class CannotBeAffiliated(Refused):
    """The account or the organisation is closed."""


@transaction.atomic
def grant_affiliation(
    *,
    user: User,
    organisation: Organisation,
    role: str,
    job_title: str = "",
    by: Actor,
    at: datetime,
) -> Affiliation:
    """Give a person a place in an organisation: one more hat, for the same account.

    It gives no right until a second person confirms it (`confirm_affiliation`).
    Raises AlreadyAffiliated, CannotBeAffiliated, Denied.
    """
    GRANT_AFFILIATION.require(by, Place(organisation, role, user.pk))

    user = User.objects.select_for_update().get(pk=user.pk)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.closed_on or not user.is_active:
        raise CannotBeAffiliated(_("Ce compte ou cet organisme est fermé."))
    try:
        with transaction.atomic():
            hat = Affiliation.objects.create(
                user=user,
                organisation=organisation,
                role=role,
                job_title=job_title,
                started_on=by.today,
                granted_by_id=by.user_id,
            )
    except IntegrityError as error:
        raise AlreadyAffiliated(_("Cette personne a déjà ce rôle ici.")) from error

    fact = AffiliationGranted(
        affiliation_id=hat.pk, user_id=user.pk, organisation_id=organisation.pk, role=role
    )
    record(fact, by=by, at=at)
    return hat
