from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.events import MemberJoined
from jalon.dossiers.models import Dossier, Invitation, InvitationState, Membership
from jalon.dossiers.operations.end_expired_memberships import end_expired_memberships
from jalon.dossiers.rules.ways_in import ACCEPT_INVITATION
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class InvitationOver(Refused):
    """It was withdrawn, answered, has expired, its last day is past; or the dossier is closed."""


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> Membership:
    """Take the seat that one is offered: rights begin with the commit.

    A seat held before, whose day has passed, ends first. Raises InvitationOver, Denied.
    """
    ACCEPT_INVITATION.require(by, invitation)

    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    is_past = invitation.until_on is not None and invitation.until_on <= by.today
    if is_past or not invitation.is_open(at) or not _is_asked(invitation, at):
        raise InvitationOver(_("Cette invitation n’est plus valable."))
    # The dossier itself cannot be read yet: its number is enough.
    dossier = Dossier(pk=invitation.dossier_id)
    end_expired_memberships(dossier=dossier, affiliation=invitation.affiliation, by=by, at=at)
    try:
        with transaction.atomic():
            seat = Membership.objects.create(
                dossier_id=invitation.dossier_id,
                organisation_id=by.organisation_id,
                affiliation_id=by.affiliation_id,
                role=invitation.role,
                started_on=by.today,
                until_on=invitation.until_on,
            )
    except IntegrityError as error:
        raise InvitationOver(_("Vous êtes déjà dans cette équipe.")) from error
    invitation.state, invitation.closed_at = InvitationState.ACCEPTED, at
    invitation.save(update_fields=["state", "closed_at"])

    record(MemberJoined(dossier_id=invitation.dossier_id, membership_id=seat.pk), by=by, at=at)
    return seat


def _is_asked(invitation: Invitation, at: datetime) -> bool:
    """What row-level security asks before it lets the seat be taken."""
    values = (
        invitation.affiliation_id,
        at,
        invitation.dossier_id,
        invitation.role,
        invitation.until_on,
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT jalon_is_invited(%s, %s, %s, %s, %s)", values)
        [(answer,)] = cursor.fetchall()
    return bool(answer)
