"""Invitations and requests that wait: for whom they are, and for whom they must be answered."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Case, Q, QuerySet, When

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import (
    Dossier,
    Invitation,
    InvitationState,
    JoinRequest,
    JoinState,
    Sharing,
)

ANSWERS_SHOWN: Final = timedelta(days=30)


def received(actor: Actor, *, at: datetime) -> QuerySet[Invitation]:
    """The invitations that this hat may still answer, oldest first."""
    mine = Invitation.objects.filter(
        affiliation_id=actor.affiliation_id, state=InvitationState.PENDING, expires_at__gt=at
    )
    return mine.select_related("invited_by__user", "invited_by__organisation").order_by("pk")


def sent(dossier: Dossier, *, at: datetime) -> QuerySet[Invitation]:
    """Those of one dossier that wait for their answer."""
    waiting = dossier.invitations.filter(state=InvitationState.PENDING, expires_at__gt=at)
    return waiting.select_related("affiliation__user", "affiliation__organisation").order_by("pk")


def to_decide(actor: Actor, *, at: datetime) -> QuerySet[JoinRequest]:
    """The requests to join the teams that this actor is the référent of, oldest first."""
    asked = JoinRequest.objects.filter(
        dossier__referent__affiliation_id=actor.affiliation_id,
        dossier__closed_at=None,
        dossier__archived_at=None,
        state=JoinState.PENDING,
        expires_at__gt=at,
    )
    related = "dossier__person", "affiliation__user", "organisation"
    return asked.select_related(*related).order_by("pk")


def asked_by(actor: Actor, *, at: datetime) -> QuerySet[JoinRequest]:
    """What this hat asked: what waits, and what was answered not long ago."""
    mine = JoinRequest.objects.filter(affiliation_id=actor.affiliation_id)
    return mine.filter(_of_late(at)).order_by("-requested_at", "-pk")


def about_the_person(actor: PersonActor, *, at: datetime) -> QuerySet[JoinRequest]:
    """Who asks to come around the person: what waits first, then what was answered of late."""
    asked = JoinRequest.objects.filter(
        _of_late(at), dossier__person_id=actor.person_id, dossier__archived_at=None
    ).exclude(state=JoinState.PENDING, dossier__closed_at__isnull=False)
    related = "dossier", "affiliation__user", "organisation", "decided_by__user"
    return asked.select_related(*related).order_by(
        Case(When(state=JoinState.PENDING, then=0), default=1), "-requested_at", "-pk"
    )


def _of_late(at: datetime) -> Q:
    waiting = Q(state=JoinState.PENDING, expires_at__gt=at)
    decided = [JoinState.ACCEPTED, JoinState.REFUSED]
    return waiting | Q(state__in=decided, decided_at__gt=at - ANSWERS_SHOWN)


def addressed(dossier: Dossier, actor: Actor) -> QuerySet[Sharing]:
    """The parts of one dossier that are addressed to a body today."""
    in_force = Q(until_on=None) | Q(until_on__gt=actor.today)
    found = dossier.sharings.filter(in_force, ended_at=None)
    return found.select_related("organisation").order_by("organisation__name", "block")
