"""What waits on a desk: the requests of the officer, the questions of a manager."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier, ExceptionalAccess, Objection
from jalon.protection.models import DataRequest, RequestKind, RequestState

SOON: Final = timedelta(days=7)
SHOWN_CLOSED: Final = 20


@dataclass(frozen=True)
class Desk:
    """Open requests by what their deadline says, then the latest that were closed."""

    late: list[DataRequest]
    soon: list[DataRequest]
    later: list[DataRequest]
    closed: list[DataRequest]


def in_charge_of(actor: Actor) -> QuerySet[DataRequest]:
    """The requests `is_in_charge` says yes to; a test keeps the two in step."""
    if actor.role != AffiliationRole.DATA_PROTECTION:
        return DataRequest.objects.none()
    requests = DataRequest.objects.select_related("lead_organisation", "organisation")
    if actor.organisation_kind == OrganisationKind.OPERATOR:
        return requests
    mine = actor.organisation_id
    return requests.filter(Q(lead_organisation_id=mine) | Q(lead_organisation__parent_id=mine))


def questions_to(actor: Actor) -> QuerySet[DataRequest]:
    """The questions `answers_for_the_reader` says yes to."""
    if actor.role != AffiliationRole.MANAGER:
        return DataRequest.objects.none()
    return DataRequest.objects.filter(
        kind=RequestKind.EXPLANATION, organisation_id=actor.organisation_id
    ).select_related("organisation", "reader__user")


def answerable(actor: Actor) -> QuerySet[DataRequest]:
    """Every request this actor may open: what they are in charge of, or answer for."""
    return (
        in_charge_of(actor) if actor.is_a(AffiliationRole.DATA_PROTECTION) else questions_to(actor)
    )


def desk(requests: QuerySet[DataRequest], *, today: date) -> Desk:
    """The requests sorted by deadline, in two statements."""
    waiting = list(requests.filter(state=RequestState.OPEN).order_by("due_on", "pk"))
    closed = requests.exclude(state=RequestState.OPEN).order_by("-closed_at", "-pk")
    return Desk(
        late=[one for one in waiting if one.due_on < today],
        soon=[one for one in waiting if today <= one.due_on <= today + SOON],
        later=[one for one in waiting if one.due_on > today + SOON],
        closed=list(closed[:SHOWN_CLOSED]),
    )


def protected_dossiers(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers `protects_its_data` says yes to."""
    if actor.role != AffiliationRole.DATA_PROTECTION:
        return Dossier.objects.none()
    if actor.organisation_kind == OrganisationKind.OPERATOR:
        return Dossier.objects.all()
    mine = actor.organisation_id
    return Dossier.objects.filter(
        Q(referent__organisation_id=mine) | Q(referent__organisation__parent_id=mine)
    )


def objections_in_force(actor: Actor) -> QuerySet[Objection]:
    """The objections honoured in the dossiers this officer protects, newest first."""
    found = Objection.objects.filter(dossier__in=protected_dossiers(actor), ended_at=None)
    return found.select_related("organisation", "dossier").order_by("-granted_at", "-pk")


def accesses_to_review(actor: Actor) -> QuerySet[ExceptionalAccess]:
    """The exceptional accesses that nobody has judged yet, the most urgent first."""
    found = ExceptionalAccess.objects.filter(
        dossier__in=protected_dossiers(actor), reviewed_at=None
    )
    return found.select_related("organisation").order_by("review_due_on", "pk")
