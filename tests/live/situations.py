"""Who is around a dossier in the tests of the streams, and what they do."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation, Habilitation, HabilitationKind
from jalon.dossiers.models import (
    BarrierStatus,
    Dossier,
    ExceptionalAccess,
    Impact,
    Membership,
)
from jalon.dossiers.operations.assess_barrier import assess_barrier
from jalon.dossiers.operations.end_membership import end_membership
from jalon.dossiers.operations.write_note import write_note
from tests.factories import MembershipFactory, actor, make_dossier


@dataclass
class Around:
    """A dossier, its référent, and a colleague of another organisation with a seat."""

    dossier: Dossier
    referent: Actor
    colleague: Actor
    seat: Membership


def around() -> Around:
    dossier = make_dossier()
    seat = MembershipFactory(dossier=dossier)
    return Around(dossier, actor(dossier.referent.affiliation), actor(seat.affiliation), seat)


def write(dossier: Dossier, by: Actor, *, is_private: bool = False) -> None:
    """A short note; only that it exists matters here."""
    write_note(
        dossier=dossier, kind="meeting", body="CANARI : un texte qui ne voyage pas.",
        is_private=is_private, happened_on=by.today, by=by, at=timezone.now(),
    )  # fmt: skip


def assess(dossier: Dossier, by: Actor, *, theme: str = "logement-hebergement") -> None:
    """An obstacle; by its theme it belongs to one block or another."""
    assess_barrier(
        dossier=dossier, theme=theme, status=BarrierStatus.YES, impact=Impact.STRONG,
        before=(BarrierStatus.NOT_ADDRESSED, Impact.NONE), by=by, at=timezone.now(),
    )  # fmt: skip


def break_glass(hat: Affiliation, dossier: Dossier, minutes: float) -> ExceptionalAccess:
    """An exceptional access of a habilitated hat, that ends so many minutes from now."""
    now, day = timezone.now(), dt.timedelta(days=1)
    Habilitation.objects.get_or_create(
        affiliation=hat,
        kind=HabilitationKind.BREAK_GLASS,
        defaults={"started_on": now.date() - day, "ended_on": now.date() + 30 * day},
    )
    ends = now + dt.timedelta(minutes=minutes)
    return ExceptionalAccess.objects.create(
        dossier=dossier, affiliation=hat, organisation=hat.organisation, reason="un danger",
        opened_at=ends - dt.timedelta(minutes=20), expires_at=ends, review_due_on=now.date() + day,
    )  # fmt: skip


def leave(seat: Membership, by: Actor) -> None:
    end_membership(seat=seat, by=by, at=timezone.now())
