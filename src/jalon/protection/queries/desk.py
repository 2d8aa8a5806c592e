"""What waits on a desk: the requests of the officer, the questions of a manager."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import CautionOverride, Dossier, ExceptionalAccess
from jalon.protection.models import (
    DataRequest,
    IdentityProof,
    RegisterLookup,
    RequestKind,
    RequestState,
)

SOON: Final = timedelta(days=7)
SHOWN_CLOSED: Final = 20


@dataclass(frozen=True)
class Desk:
    """Open requests by what their deadline says, then the latest that were closed."""

    late: list[DataRequest]
    soon: list[DataRequest]
    later: list[DataRequest]
    closed: list[DataRequest]


# The database knows them (config.policy): row-level security lets an officer meet one dossier at a
# time, and this only says which ones they may meet.
PROTECTED: Final = RawSQL("SELECT jalon_protected_dossiers()", ())


def in_charge_of(actor: Actor) -> QuerySet[DataRequest]:
    """The requests `is_in_charge` says yes to; a test keeps the two in step."""
    requests = DataRequest.objects.select_related("lead_organisation", "organisation")
    return _protected(actor, requests)


def _protected(actor: Actor, found: QuerySet[Any], field: str = "dossier_id") -> QuerySet[Any]:
    if actor.role != AffiliationRole.DATA_PROTECTION:
        return found.none()
    if actor.organisation_kind == OrganisationKind.OPERATOR:
        return found
    return found.filter(**{f"{field}__in": PROTECTED})


def questions_to(actor: Actor) -> QuerySet[DataRequest]:
    """The questions `answers_for_the_reader` says yes to."""
    if actor.role != AffiliationRole.MANAGER:
        return DataRequest.objects.none()
    questions = DataRequest.objects.filter(
        kind=RequestKind.EXPLANATION, organisation_id=actor.organisation_id
    )
    known = questions.exclude(identity_proof=IdentityProof.AWAITED)
    return known.select_related("organisation", "reader__user")


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
    return _protected(actor, Dossier.objects.all(), "pk")


def objections_in_force(actor: Actor) -> QuerySet[DataRequest]:
    """The requests whose objection, or limitation, is honoured today, newest first."""
    objected = Q(objection__isnull=False, objection__ended_at=None)
    limited = Q(limitation__isnull=False, limitation__ended_at=None)
    granted = in_charge_of(actor).filter(objected | limited)
    related = granted.select_related("organisation", "objection", "limitation")
    return related.order_by("-closed_at", "-pk")


def accesses_to_review(actor: Actor) -> QuerySet[ExceptionalAccess]:
    """The exceptional accesses that nobody has judged yet, the most urgent first."""
    found = ExceptionalAccess.objects.filter(reviewed_at=None).select_related("organisation")
    return _protected(actor, found).order_by("review_due_on", "pk")


def insistences(actor: Actor) -> QuerySet[CautionOverride]:
    """Who insisted on words that have no place in a dossier, newest first; never the words."""
    found = CautionOverride.objects.select_related("organisation", "author__user")
    return _protected(actor, found).order_by("-overridden_at", "-pk")


def lookup_of_today(actor: Actor) -> QuerySet[RegisterLookup]:
    """The registers that this officer opened today."""
    return RegisterLookup.objects.filter(
        affiliation_id=actor.affiliation_id, opened_at__date=actor.today
    )
