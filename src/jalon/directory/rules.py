"""Who may change who belongs where. The whole answer is in this file.

An organisation answers for its own places; the platform registers organisations and names only
the first person who answers for each. Nobody gives anything to themselves.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation, User

# Those who answer for an organisation; an administrator exists only at the operator.
ANSWERING: Final = frozenset({AffiliationRole.MANAGER, AffiliationRole.ADMINISTRATOR})


@dataclass(frozen=True)
class Place:
    """A role in an organisation, about to be given; `user_id` is None for a newcomer."""

    organisation: Organisation
    role: str
    user_id: int | None


@rule
def acts(actor: Actor, subject: object) -> bool:
    """Whoever acts for an organisation, whatever their role."""
    return actor.affiliation_id is not None


@rule
def runs_the_platform(actor: Actor, subject: object) -> bool:
    at_operator = actor.organisation_kind == OrganisationKind.OPERATOR
    return at_operator and actor.role == AffiliationRole.ADMINISTRATOR


@rule
def protects_the_data(actor: Actor, subject: object) -> bool:
    """The data-protection officer of the body that answers for the deployment."""
    answering = {OrganisationKind.OPERATOR, OrganisationKind.DEPARTEMENT}
    return actor.organisation_kind in answering and actor.role == AffiliationRole.DATA_PROTECTION


@rule
def answers_for_the_place(actor: Actor, place: Place) -> bool:
    return actor.role in ANSWERING and actor.organisation_id == place.organisation.pk


@rule
def names_the_first_manager(actor: Actor, place: Place) -> bool:
    if place.role != AffiliationRole.MANAGER or not runs_the_platform.holds(actor, place):
        return False
    hats = Affiliation.objects.in_force(actor.today).filter(role=AffiliationRole.MANAGER)
    return not hats.filter(organisation=place.organisation).exists()


@rule
def role_fits_the_kind(actor: Actor, place: Place) -> bool:
    at_operator = place.organisation.kind == OrganisationKind.OPERATOR
    return place.role != AffiliationRole.ADMINISTRATOR or at_operator


@rule
def is_for_someone_else(actor: Actor, place: Place) -> bool:
    return place.user_id != actor.user_id


@rule
def answers_for_this_hat(actor: Actor, hat: Affiliation) -> bool:
    return actor.role in ANSWERING and actor.organisation_id == hat.organisation_id


@rule
def answers_for_all_their_hats(actor: Actor, user: User) -> bool:
    """One account serves all hats: an organisation closes it only when it gave all of them."""
    if actor.role not in ANSWERING:
        return False
    hats = Affiliation.objects.in_force(actor.today).filter(user=user)
    givers = set(hats.values_list("organisation_id", flat=True))
    return givers == {actor.organisation_id}


READ_DIRECTORY = Permission(
    "directory.read", acts, _("L'annuaire est ouvert aux personnes qui agissent pour un organisme.")
)
REGISTER_ORGANISATION = Permission(
    "organisation.register",
    runs_the_platform,
    _("Seule l'administration de la plateforme inscrit un organisme."),
)
CLOSE_ORGANISATION = Permission(
    "organisation.close",
    runs_the_platform,
    _("Seule l'administration de la plateforme ferme un organisme."),
)
DECIDE_PARAMETER = Permission(
    "parameter.decide",
    runs_the_platform | protects_the_data,
    _("Seules la protection des données et l'administration de la plateforme changent une règle."),
)
GRANT_AFFILIATION = Permission(
    "affiliation.grant",
    (answers_for_the_place | names_the_first_manager) & role_fits_the_kind & is_for_someone_else,
    _("Seule une personne responsable de cet organisme y donne une place, et jamais à elle-même."),
)
OPEN_ACCOUNT = Permission(
    "account.open",
    (answers_for_the_place | names_the_first_manager) & role_fits_the_kind,
    _("Seule une personne responsable de cet organisme peut y ouvrir un compte."),
)
END_AFFILIATION = Permission(
    "affiliation.end",
    answers_for_this_hat,
    _("Seule une personne responsable de cet organisme met fin à ses rattachements."),
)
CLOSE_ACCOUNT = Permission(
    "account.close",
    runs_the_platform | answers_for_all_their_hats,
    _("Cette personne a aussi une place ailleurs : mettez fin à son rattachement chez vous."),
)


def roles_to_give(actor: Actor, organisation: Organisation) -> list[AffiliationRole]:
    """The roles this actor may give in this organisation, to someone else."""
    return [
        role
        for role in AffiliationRole
        if GRANT_AFFILIATION.allows(actor, Place(organisation, role, None))
    ]
