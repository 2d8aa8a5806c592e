from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.dossiers.events import MemberInvited
from jalon.dossiers.models import Dossier, Invitation, TeamRole
from jalon.dossiers.operations.override_caution import override_caution
from jalon.dossiers.rules import works_with_people
from jalon.dossiers.rules.ways_in import INVITE_MEMBER
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "invitation.word"


class AlreadyInTeam(Refused):
    """This hat already has a seat around the person."""


class AlreadyInvited(Refused):
    """An invitation waits for an answer."""


class NotAMember(Refused):
    """The seat cannot be offered: wrong role, a day that has passed, a hat no longer worn."""


@transaction.atomic
def invite_member(
    *,
    dossier: Dossier,
    affiliation: Affiliation,
    role: str,
    until_on: date | None,
    by: Actor,
    at: datetime,
    word: str = "",
    insistence: Insistence = guard.NONE,
) -> Invitation:
    """Offer a professional a seat in the team, if need be until a day agreed from the start.

    They have no right before they accept, and see of the person a first name and an initial.
    Raises AlreadyInTeam, AlreadyInvited, NotAMember (a référent is changed, never invited),
    WordsToReview (they read `word` before they accept), Denied.
    """
    INVITE_MEMBER.require(by, dossier)
    _require_invitable(dossier, affiliation, role, until_on, by)
    insisted = guard.review({FIELD: word}, insistence=insistence)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                dossier=dossier,
                affiliation=affiliation,
                role=role,
                until_on=until_on,
                shown_as=dossier.person.outline,
                word=word.strip(),
                invited_by_id=by.affiliation_id,
                invited_at=at,
                expires_at=at + timedelta(days=integer("invitation.days", on=by.today)),
            )
    except IntegrityError as error:
        raise AlreadyInvited(_("Une invitation attend déjà sa réponse.")) from error

    record(MemberInvited(dossier_id=dossier.pk, invitation_id=invitation.pk), by=by, at=at)
    if insisted:
        override_caution(
            dossier=dossier, field=FIELD, classes=insisted, reason=insistence.reason, by=by, at=at
        )
    return invitation


def _require_invitable(
    dossier: Dossier, affiliation: Affiliation, role: str, until_on: date | None, by: Actor
) -> None:
    if role == TeamRole.REFERENT:
        raise NotAMember(_("Il n’y a qu’un référent ou une référente : passez plutôt le relais."))
    if until_on and until_on <= by.today:
        raise NotAMember(_("La date de fin doit être à venir."))
    in_force = Affiliation.objects.in_force(by.today).filter(pk=affiliation.pk).exists()
    if not in_force or not works_with_people.holds(affiliation, None):
        raise NotAMember(_("Cette personne ne peut pas rejoindre une équipe."))
    seats = dossier.memberships.in_force(by.today)
    if seats.filter(affiliation=affiliation).exists():
        raise AlreadyInTeam(_("Cette personne est déjà dans l’équipe."))
