from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.acting import showing
from jalon.accounts.actor import Actor
from jalon.accounts.models import Organisation, User, Vouched
from jalon.directory.events import AffiliationRequested
from jalon.directory.models import AffiliationRequest, RequestOutcome
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer

WHO: Final = ("organisation", "issuer", "idp_id", "subject")


class OrganisationClosed(Refused):
    """Nobody answers any more for the body of this SIRET."""


@transaction.atomic
def request_affiliation(
    *,
    vouched: Vouched,
    organisation: Organisation,
    user: User | None,
    email: str,
    email_is_verified: bool,
    first_name: str,
    last_name: str,
    by: Actor | None,
    at: datetime,
) -> AffiliationRequest:
    """Ask a body, in the name of a professional it employs, for a place of professional.

    `user`: their account when this identity has one. Asked again while it waits, or soon after it
    was decided, the answer is the request as it stands. Raises OrganisationClosed.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.closed_on:
        raise OrganisationClosed(_("Cet organisme est fermé dans l’annuaire."))
    who = (vouched.issuer, vouched.idp_id, vouched.subject)
    where: dict[str, Any] = dict(zip(WHO, (organisation, *who), strict=True))
    days = timedelta(days=integer("affiliation_request.days", on=at.date()))
    if last := _standing(where, days, at):
        return last

    said = {
        "provider": vouched.provider,
        "assurance": vouched.assurance,
        "user": user,
        "email": email.lower(),
        "email_is_verified": email_is_verified,
        "first_name": first_name[:100],
        "last_name": last_name[:100],
        "requested_at": at,
        "expires_at": at + days,
        "outcome": RequestOutcome.PENDING,
        "decided_at": None,
        "decided_by": None,
    }
    with showing(organisation.pk, *who):
        request, _created = AffiliationRequest.objects.update_or_create(**where, defaults=said)
    fact = AffiliationRequested(request_id=request.pk, organisation_id=organisation.pk)
    record(fact, by=by, at=at)
    return request


def _standing(where: dict[str, Any], days: timedelta, at: datetime) -> AffiliationRequest | None:
    """The request that waits, or was decided not long ago."""
    with showing(where["organisation"].pk, *(where[name] for name in WHO[1:])):
        last = AffiliationRequest.objects.filter(**where).first()
    stands = last and (last.is_open(at) or (last.decided_at and at < last.decided_at + days))
    return last if stands else None
