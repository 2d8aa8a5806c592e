from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation, Organisation
from jalon.directory.departures import Departure, leave, settle
from jalon.directory.events import OrganisationClosed
from jalon.directory.rules import CLOSE_ORGANISATION
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class StillHasChildren(Refused):
    """Bodies that depend on this one are still open."""


@transaction.atomic
def close_organisation(*, organisation: Organisation, by: Actor, at: datetime) -> Organisation:
    """Close a body: all its places end today, and none is deleted.

    Raises StillHasChildren, Denied, or the refusal of a room above (people still followed).
    """
    CLOSE_ORGANISATION.require(by, organisation)

    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.closed_on:
        return organisation
    if organisation.children.filter(closed_on=None).exists():
        raise StillHasChildren(_("Des organismes lui sont rattachés : fermez-les d’abord."))
    settle(Departure(organisation.pk, None), by=by, at=at)
    hats = Affiliation.objects.select_for_update().filter(organisation=organisation, ended_on=None)
    for hat in hats.order_by("pk"):
        leave(hat, by=by, at=at)
    organisation.closed_on = by.today
    organisation.save(update_fields=["closed_on"])

    record(OrganisationClosed(organisation_id=organisation.pk), by=by, at=at)
    return organisation
