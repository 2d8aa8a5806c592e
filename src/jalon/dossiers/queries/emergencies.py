"""Exceptional accesses, for those who must know of them."""

from datetime import date

from django.db.models import Q, QuerySet

from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.dossiers.models import ExceptionalAccess


def to_know(actor: Actor) -> QuerySet[ExceptionalAccess]:
    """Those that nobody has judged yet, on the dossiers that this actor is the référent of."""
    found = ExceptionalAccess.objects.filter(
        dossier__referent__affiliation_id=actor.affiliation_id,
        dossier__archived_at=None,
        reviewed_at=None,
    )
    return found.select_related("dossier__person", "affiliation__user", "organisation").order_by(
        "-opened_at", "-pk"
    )


def of_the_person(actor: PersonActor) -> QuerySet[ExceptionalAccess]:
    """Those on the person's own dossiers, newest first."""
    found = ExceptionalAccess.objects.filter(dossier__person_id=actor.person_id)
    return found.select_related("affiliation__user", "organisation").order_by("-opened_at", "-pk")


def officers_of(access: ExceptionalAccess, *, on: date) -> QuerySet[Affiliation]:
    """Who judges it: the officers of the référent's body and of the one above it, else the
    operator's.
    """
    lead = access.dossier.referent.organisation
    officers = Affiliation.objects.in_force(on).filter(role=AffiliationRole.DATA_PROTECTION)
    theirs = officers.filter(Q(organisation=lead) | Q(organisation_id=lead.parent_id))
    operators = officers.filter(organisation__kind=OrganisationKind.OPERATOR)
    return (theirs if theirs.exists() else operators).select_related("user").order_by("pk")
