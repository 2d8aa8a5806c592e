from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import Competence
from jalon.accounts.models import Affiliation
from jalon.dossiers.events import ReferentChanged
from jalon.dossiers.models import Dossier, Membership
from jalon.dossiers.operations.end_expired_memberships import end_expired_memberships
from jalon.dossiers.rules import CHANGE_REFERENT, works_with_people
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.kernel.ids import uuid7

# One statement, because it is one right: whoever hands over loses it with the first of these lines,
# and row-level security judges a whole statement by what was true before it.
HAND_OVER: Final = """
WITH ended AS (
    UPDATE dossiers_membership SET ended_at = %(at)s
    WHERE dossier_id = %(dossier)s AND ended_at IS NULL
      AND (id = %(previous)s OR affiliation_id = %(receiver)s)
    RETURNING id
), taken AS (
    INSERT INTO dossiers_membership
        (public_id, dossier_id, organisation_id, affiliation_id, role, started_on)
    SELECT %(seat_id)s::uuid, %(dossier)s, %(body)s, %(receiver)s, 'referent', %(today)s
    FROM (SELECT bool_or(id = %(previous)s) AS is_free FROM ended) AS seats WHERE is_free
    RETURNING id
), stays AS (
    INSERT INTO dossiers_membership
        (public_id, dossier_id, organisation_id, affiliation_id, role, started_on)
    SELECT %(stays_id)s::uuid, %(dossier)s, %(previous_body)s, %(previous_hat)s::bigint,
           'co_advisor', %(today)s
    FROM (SELECT bool_or(id = %(previous)s) AS is_free FROM ended) AS seats
    WHERE is_free AND %(previous_hat)s::bigint IS NOT NULL
)
UPDATE dossiers_dossier SET referent_id = taken.id
FROM taken WHERE dossiers_dossier.id = %(dossier)s
RETURNING taken.id
"""


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
    with connection.cursor() as cursor:
        cursor.execute(
            HAND_OVER,
            {
                "dossier": dossier.pk,
                "previous": previous.pk,
                "previous_body": previous.organisation_id,
                "previous_hat": previous.affiliation_id,
                "receiver": receiver.pk,
                "body": receiver.organisation_id,
                "seat_id": uuid7(),
                "stays_id": uuid7(),
                "today": by.today,
                "at": at,
            },
        )
        [(seat_id,)] = cursor.fetchall()
    dossier.referent_id = seat_id
    return Membership.objects.get(pk=seat_id)
