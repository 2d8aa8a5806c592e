"""Why somebody reads: told by the hat they wear, until the page says otherwise."""

from typing import Final

from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.journal.models import Purpose

BY_ROLE: Final = {
    AffiliationRole.ORIENTATION_OFFICER: Purpose.ORIENTATION,
    AffiliationRole.REVIEW_PANEL: Purpose.REVIEW_PANEL,
    AffiliationRole.MANAGER: Purpose.SUPERVISION,
    AffiliationRole.DATA_PROTECTION: Purpose.DATA_PROTECTION,
}
BY_KIND: Final = {
    OrganisationKind.CAF: Purpose.BENEFIT,
    OrganisationKind.MSA: Purpose.BENEFIT,
    OrganisationKind.SIAE: Purpose.OFFER,
    OrganisationKind.TRAINING: Purpose.OFFER,
}


def purpose_of(actor: Actor | PersonActor) -> Purpose:
    """The purpose of an ordinary reading by this actor; an emergency or a list says its own."""
    if isinstance(actor, PersonActor):
        return Purpose.OWN
    return purpose_of_hat(actor.role, actor.organisation_kind)


def purpose_of_hat(role: str, kind: str) -> Purpose:
    """The same, from the role of an affiliation and the kind of its organisation."""
    by_role = BY_ROLE.get(AffiliationRole(role))
    return by_role or BY_KIND.get(OrganisationKind(kind), Purpose.SUPPORT)
