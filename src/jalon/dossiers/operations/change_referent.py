from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import Competence
from jalon.accounts.models import Affiliation
from jalon.dossiers.events import ReferentChanged
from jalon.dossiers.models import Dossier, Membership, TeamRole
from jalon.dossiers.operations.end_expired_memberships import end_expired_memberships
from jalon.dossiers.rules import CHANGE_REFERENT, works_with_people
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class CannotBeReferent(Refused):
    """This hat may not be the référent: ended, not in touch with people, or already is."""


@transaction.atomic
def change_referent(
    *, dossier: Dossier, affiliation: Affiliation, by: Actor, at: datetime
) -> Membership:
    """Hand a person over to another référent; the one who hands over stays as co-adviser.

    Raises CannotBeReferent, Denied.
    """
    CHANGE_REFERENT.require(by, dossier)
    in_force = Affiliation.objects.in_force(by.today).select_related("organisation")
    # Locked, so that this hat cannot end between now and the commit.
    in_force = in_force.select_for_update(of=("self",), no_key=True)
    receiver = in_force.filter(pk=affiliation.pk).first()
    if receiver is None or not works_with_people.holds(receiver, None):
        raise CannotBeReferent(_("Cette personne ne peut pas accompagner."))
    if Competence.LEAD not in receiver.organisation.competences:
        raise CannotBeReferent(_("Cet organisme ne peut pas être organisme référent."))

    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    CHANGE_REFERENT.require(by, dossier)  # again: somebody may have handed over meanwhile
    previous = dossier.referent
    if previous.affiliation_id == receiver.pk:
        raise CannotBeReferent(_("C'est déjà son référent ou sa référente."))
    seat = _hand_over(dossier, previous, receiver, by=by, at=at)

    fact = ReferentChanged(
        dossier_id=dossier.pk, membership_id=seat.pk, previous_membership_id=previous.pk
    )
    record(fact, by=by, at=at)
    return seat


def _hand_over(
    dossier: Dossier, previous: Membership, receiver: Affiliation, *, by: Actor, at: datetime
) -> Membership:
    end_expired_memberships(dossier=dossier, affiliation=receiver, by=by, at=at)
    dossier.memberships.filter(affiliation=receiver, ended_at=None).update(ended_at=at)
    Membership.objects.filter(pk=previous.pk).update(ended_at=at)
    seat = Membership.objects.create(
        dossier=dossier,
        organisation_id=receiver.organisation_id,
        affiliation=receiver,
        role=TeamRole.REFERENT,
        started_on=by.today,
    )
    dossier.referent = seat
    dossier.save(update_fields=["referent"])
    if previous.affiliation_id:
        Membership.objects.create(
            dossier=dossier,
            organisation_id=previous.organisation_id,
            affiliation_id=previous.affiliation_id,
            role=TeamRole.CO_ADVISOR,
            started_on=by.today,
        )
    return seat
