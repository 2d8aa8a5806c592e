from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import Affiliation
from jalon.dossiers.events import JoinAccepted
from jalon.dossiers.models import Dossier, JoinRequest, JoinState, Membership
from jalon.dossiers.operations.end_expired_memberships import end_expired_memberships
from jalon.dossiers.rules.ways_in import ACCEPT_JOIN_REQUEST
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class RequestOver(Refused):
    """It was decided, has expired, the dossier is closed, or whoever asked left or has a seat."""


@transaction.atomic
def accept_join_request(
    *,
    request: JoinRequest,
    until_on: date,
    by: Actor | PersonActor,
    at: datetime,
    answer: str = "",
) -> Membership:
    """Give whoever asked the seat they asked for, until a day: rights begin with the commit.

    Their référent says yes, or the person herself, who may add a word (`answer`).

    Raises RequestOver, Denied.
    """
    ACCEPT_JOIN_REQUEST.require(by, request)

    request = JoinRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    in_force = Affiliation.objects.in_force(by.today).filter(pk=request.affiliation_id)
    is_followed = Dossier.objects.filter(pk=request.dossier_id, closed_at=None).exists()
    if not request.is_open(at) or not is_followed or not in_force.exists():
        raise RequestOver(_("Cette demande n’attend plus de réponse."))
    if until_on <= by.today:
        raise RequestOver(_("La date de fin doit être à venir."))
    seat = _seat(request, until_on, by, at)
    request.close(JoinState.ACCEPTED, answer, by.affiliation_id, at)

    fact = JoinAccepted(dossier_id=request.dossier_id, request_id=request.pk, membership_id=seat.pk)
    record(fact, by=by, at=at)
    return seat


def _seat(
    request: JoinRequest, until_on: date, by: Actor | PersonActor, at: datetime
) -> Membership:
    end_expired_memberships(dossier=request.dossier, affiliation=request.affiliation, by=by, at=at)
    try:
        with transaction.atomic():
            return Membership.objects.create(
                dossier_id=request.dossier_id,
                organisation_id=request.organisation_id,
                affiliation_id=request.affiliation_id,
                role=request.role,
                started_on=by.today,
                until_on=until_on,
            )
    except IntegrityError as error:
        raise RequestOver(_("Cette personne est déjà dans l’équipe.")) from error
