"""Invitations and requests that wait: for whom they are, and for whom they must be answered."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from jalon.accounts.actor import Actor
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
        dossier__archived_at=None,
        state=JoinState.PENDING,
        expires_at__gt=at,
    )
    related = "dossier__person", "affiliation__user", "organisation"
    return asked.select_related(*related).order_by("pk")


def asked_by(actor: Actor, *, at: datetime) -> QuerySet[JoinRequest]:
    """What this hat asked: what waits, and what was refused not long ago."""
    mine = JoinRequest.objects.filter(affiliation_id=actor.affiliation_id)
    waiting = Q(state=JoinState.PENDING, expires_at__gt=at)
    refused = Q(state=JoinState.REFUSED, decided_at__gt=at - ANSWERS_SHOWN)
    return mine.filter(waiting | refused).order_by("-requested_at", "-pk")


def addressed(dossier: Dossier, actor: Actor) -> QuerySet[Sharing]:
    """The parts of one dossier that are addressed to a body today."""
    in_force = Q(until_on=None) | Q(until_on__gt=actor.today)
    found = dossier.sharings.filter(in_force, ended_at=None)
    return found.select_related("organisation").order_by("organisation__name", "block")
