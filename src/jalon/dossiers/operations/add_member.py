from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.dossiers.events import MemberJoined
from jalon.dossiers.models import Dossier, Membership, TeamRole
from jalon.dossiers.operations.end_expired_memberships import end_expired_memberships
from jalon.dossiers.rules import ADD_MEMBER, works_with_people
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class AlreadyInTeam(Refused):
    """This hat already has a seat around the person."""


class NotAMember(Refused):
    """The seat asked for cannot be given: wrong role, or a hat that is no longer worn."""


@transaction.atomic
def add_member(
    *,
    dossier: Dossier,
    affiliation: Affiliation,
    role: str,
    until_on: date | None,
    by: Actor,
    at: datetime,
) -> Membership:
    """Give a professional a seat in the team, if need be until a day agreed from the start.

    A seat they held whose day has passed ends first.
    Raises AlreadyInTeam, NotAMember (a référent is changed, never added), Denied.
    """
    ADD_MEMBER.require(by, dossier)
    if role == TeamRole.REFERENT:
        raise NotAMember(_("Il n'y a qu'un référent ou une référente : passez plutôt le relais."))
    _require_able(affiliation, on=by.today)
    if until_on and until_on <= by.today:
        raise NotAMember(_("La date de fin doit être à venir."))

    end_expired_memberships(dossier=dossier, affiliation=affiliation, by=by, at=at)
    try:
        with transaction.atomic():
            seat = Membership.objects.create(
                dossier=dossier,
                organisation_id=affiliation.organisation_id,
                affiliation=affiliation,
                role=role,
                started_on=by.today,
                until_on=until_on,
            )
    except IntegrityError as error:
        raise AlreadyInTeam(_("Cette personne est déjà dans l'équipe.")) from error

    record(MemberJoined(dossier_id=dossier.pk, membership_id=seat.pk), by=by, at=at)
    return seat


def _require_able(affiliation: Affiliation, *, on: date) -> None:
    in_force = Affiliation.objects.in_force(on).filter(pk=affiliation.pk).exists()
    if not in_force or not works_with_people.holds(affiliation, None):
        raise NotAMember(_("Cette personne ne peut pas rejoindre une équipe."))
