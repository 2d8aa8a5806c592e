from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.dossiers.rules import works_with_people
from jalon.entry.events import AbsenceDeclared
from jalon.entry.models import Absence
from jalon.entry.rules import DECLARE_ABSENCE
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class CannotBeAway(Refused):
    """The days are in the wrong order or overlap, or nobody of the body could stand in."""


@transaction.atomic
def declare_absence(
    *,
    affiliation: Affiliation,
    from_on: date,
    until_on: date,
    substitute: Affiliation | None,
    by: Actor,
    at: datetime,
) -> Absence:
    """Say from which day to which a professional is away, and which colleague stands in.

    The interim starts on that day and ends by itself. Raises CannotBeAway, Denied.
    """
    DECLARE_ABSENCE.require(by, affiliation)
    if until_on <= from_on or until_on <= by.today:
        raise CannotBeAway(_("Le jour du retour doit être à venir, après le premier jour."))
    if substitute and not _may_stand_in(affiliation, substitute, by.today):
        raise CannotBeAway(_("Choisissez un ou une collègue qui accompagne."))
    try:
        with transaction.atomic():
            absence = Absence.objects.create(
                affiliation=affiliation,
                substitute=substitute,
                from_on=from_on,
                until_on=until_on,
                declared_by_id=by.affiliation_id,
                declared_at=at,
            )
    except IntegrityError as error:
        raise CannotBeAway(_("Une absence est déjà notée pour ces jours.")) from error

    fact = AbsenceDeclared(
        affiliation_id=affiliation.pk, organisation_id=affiliation.organisation_id
    )
    record(fact, by=by, at=at)
    return absence


def _may_stand_in(away: Affiliation, substitute: Affiliation, today: date) -> bool:
    is_colleague = substitute.organisation_id == away.organisation_id
    in_force = Affiliation.objects.in_force(today).filter(pk=substitute.pk).exists()
    accompanies = works_with_people.holds(substitute, None)
    return is_colleague and in_force and accompanies and substitute.pk != away.pk
