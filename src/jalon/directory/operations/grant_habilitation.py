from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation, Habilitation
from jalon.directory.events import HabilitationGranted
from jalon.directory.rules import GRANT_HABILITATION, latest_end
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class TooLong(Refused):
    """The day chosen has passed, or is further than the deployment allows."""


class NoLongerThere(Refused):
    """The hat has ended, or its account or organisation is closed."""


@transaction.atomic
def grant_habilitation(
    *, affiliation: Affiliation, kind: str, until_on: date, by: Actor, at: datetime
) -> Habilitation:
    """Trust a colleague, from today and for a time, with what their role alone does not open.

    Trusted with it already, they are from now on until the new day. Raises TooLong, NoLongerThere,
    Denied.
    """
    GRANT_HABILITATION.require(by, affiliation)
    if not by.today < until_on <= latest_end(by.today):
        raise TooLong(
            _("Choisissez un jour à venir, au plus tard le %(day)s.")
            % {"day": latest_end(by.today).strftime("%d/%m/%Y")}
        )
    in_force = Affiliation.objects.in_force(by.today).select_for_update(of=("self",))
    hat = in_force.filter(pk=affiliation.pk).first()
    if hat is None:
        raise NoLongerThere(_("Cette personne n’agit plus pour cet organisme."))

    former = Habilitation.objects.in_force(by.today).filter(affiliation=hat, kind=kind)
    former.update(ended_on=by.today)
    trust = Habilitation.objects.create(
        affiliation=hat,
        kind=kind,
        started_on=by.today,
        ended_on=until_on,
        granted_by_id=by.affiliation_id,
    )
    fact = HabilitationGranted(
        habilitation_id=trust.pk,
        affiliation_id=hat.pk,
        organisation_id=hat.organisation_id,
        ground=kind,
        until_on=until_on,
    )
    record(fact, by=by, at=at)
    return trust
