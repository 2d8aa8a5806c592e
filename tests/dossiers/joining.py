"""Somebody invited into a team, who accepts."""

from datetime import date
from typing import Any

from django.utils import timezone

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier, Invitation, Membership
from jalon.dossiers.operations import accept_invitation, invite_member
from tests.factories import actor


def invited(
    dossier: Dossier,
    affiliation: Affiliation,
    *,
    role: str = "co_advisor",
    until_on: date | None = None,
    by: Any = None,
) -> Invitation:
    """Invited by the référent, unless said otherwise."""
    who = by or actor(dossier.referent.affiliation)
    return invite_member(
        dossier=dossier, affiliation=affiliation, role=role, until_on=until_on, by=who,
        at=timezone.now(),
    )  # fmt: skip


def joined(dossier: Dossier, affiliation: Affiliation, **fields: Any) -> Membership:
    """Invited, and in the team by their own word."""
    invitation = invited(dossier, affiliation, **fields)
    return accept_invitation(invitation=invitation, by=actor(affiliation), at=timezone.now())
