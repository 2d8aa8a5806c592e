"""Who is around a dossier in the tests of the streams, and what they do."""

from dataclasses import dataclass

from django.utils import timezone

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier, Membership
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


def leave(seat: Membership, by: Actor) -> None:
    end_membership(seat=seat, by=by, at=timezone.now())
