from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import PersonActor
from jalon.dossiers.models import Dossier
from jalon.entry.events import ReferentRequested
from jalon.entry.models import ReferentRequest
from jalon.entry.rules import REQUEST_REFERENT
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.wording import guard

FIELD: Final = "referent_request.reason"


class AlreadyAsked(Refused):
    """One request waits for its answer."""


@transaction.atomic
def request_referent(
    *, dossier: Dossier, reason: str, by: PersonActor, at: datetime
) -> ReferentRequest:
    """Ask for another référent, with a reason if she likes; the managers of that body answer.

    Raises AlreadyAsked, WordsToReview (numbers that must not be kept), Denied.
    """
    REQUEST_REFERENT.require(by, dossier)
    guard.review_own({FIELD: reason})
    try:
        with transaction.atomic():
            asked = ReferentRequest.objects.create(
                dossier=dossier,
                organisation_id=dossier.referent.organisation_id,
                requested_at=at,
                reason=reason.strip(),
            )
    except IntegrityError as error:
        raise AlreadyAsked(_("Votre demande attend déjà sa réponse.")) from error

    record(ReferentRequested(request_id=asked.pk), by=by, at=at)
    return asked
