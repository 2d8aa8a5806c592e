from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.directory.events import AffiliationConfirmed
from jalon.directory.rules import CONFIRM_AFFILIATION
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class NothingToConfirm(Refused):
    """The place has ended, or its account or organisation is closed."""


@transaction.atomic
def confirm_affiliation(*, affiliation: Affiliation, by: Actor, at: datetime) -> Affiliation:
    """Answer, as a second person, for a place that somebody else gave: it gives rights from now.

    Confirming twice changes nothing. Raises NothingToConfirm, Denied.
    """
    CONFIRM_AFFILIATION.require(by, affiliation)

    hat = Affiliation.objects.select_for_update().get(pk=affiliation.pk)
    if hat.confirmed_at is not None:
        return hat
    if not Affiliation.objects.waiting(by.today).filter(pk=hat.pk).exists():
        raise NothingToConfirm(_("Cette place a pris fin, ou ce compte est fermé."))
    hat.confirmed_at, hat.confirmed_by_id = at, by.user_id
    hat.save(update_fields=["confirmed_at", "confirmed_by"])

    fact = AffiliationConfirmed(
        affiliation_id=hat.pk,
        user_id=hat.user_id,
        organisation_id=hat.organisation_id,
        role=hat.role,
    )
    record(fact, by=by, at=at)
    return hat
