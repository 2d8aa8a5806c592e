"""Who may change who belongs where. The whole answer is in this file.

An organisation answers for its own places; the platform registers organisations and names only
the first person who answers for each. Nobody gives anything to themselves, and what is given
counts only once a second person has confirmed it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor, is_newcomer
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import (
    Affiliation,
    AffiliationRole,
    Habilitation,
    Organisation,
    User,
)
from jalon.directory.models import AffiliationRequest
from jalon.parameters.queries import integer

# Those who answer for an organisation; an administrator exists only at the operator.
ANSWERING: Final = frozenset({AffiliationRole.MANAGER, AffiliationRole.ADMINISTRATOR})
# Those who meet people: the only ones whom a habilitation may trust with more.
TRUSTED: Final = frozenset(
    {
        AffiliationRole.PROFESSIONAL,
        AffiliationRole.ORIENTATION_OFFICER,
        AffiliationRole.REVIEW_PANEL,
        AffiliationRole.MANAGER,
    }
)


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
    """The data-protection officer of the operator: for the whole platform, nobody else is."""
    at_operator = actor.organisation_kind == OrganisationKind.OPERATOR
    return at_operator and actor.role == AffiliationRole.DATA_PROTECTION


@rule
def answers_for_the_place(actor: Actor, place: Place) -> bool:
    return actor.role in ANSWERING and actor.organisation_id == place.organisation.pk


@rule
def names_the_first_manager(actor: Actor, place: Place) -> bool:
    if place.role != AffiliationRole.MANAGER or not runs_the_platform.holds(actor, place):
        return False
    hats = Affiliation.objects.filter(organisation=place.organisation, role=AffiliationRole.MANAGER)
    in_force, waiting = hats.in_force(actor.today), hats.waiting(actor.today)
    return not in_force.exists() and not waiting.exists()


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
def answers_for_the_body_above(actor: Actor, hat: Affiliation) -> bool:
    above = hat.organisation.parent_id == actor.organisation_id
    return above and actor.role == AffiliationRole.MANAGER


@rule
def stands_in_for_a_second_manager(actor: Actor, hat: Affiliation) -> bool:
    """The platform confirms only where an organisation has nobody else who could."""
    if not runs_the_platform.holds(actor, hat):
        return False
    return not second_persons(hat, on=actor.today).filter(organisation=hat.organisation).exists()


@rule
def is_a_second_person(actor: Actor, hat: Affiliation) -> bool:
    """Neither who receives nor who gave, under any hat or any account of their name."""
    if actor.user_id in {hat.user_id, hat.granted_by_id}:
        return False
    humans = User.objects.filter(pk__in=[actor.user_id, hat.user_id, hat.granted_by_id])
    names = [one.get_full_name().casefold() for one in humans]
    return len(set(names)) == len(names)


@rule
def has_been_here_for_long_enough(actor: Actor, hat: Affiliation) -> bool:
    """An account that a thief had opened cannot, at once, answer for the next one."""
    return not is_newcomer(actor)


@rule
def answers_for_all_their_hats(actor: Actor, user: User) -> bool:
    """One account serves all hats: an organisation closes it only when it gave all of them."""
    if actor.role not in ANSWERING:
        return False
    hats = Affiliation.objects.in_force(actor.today).filter(user=user)
    givers = set(hats.values_list("organisation_id", flat=True))
    return givers == {actor.organisation_id}


READ_DIRECTORY = Permission(
    "directory.read", acts, _("L’annuaire est ouvert aux personnes qui agissent pour un organisme.")
)
REGISTER_ORGANISATION = Permission(
    "organisation.register",
    runs_the_platform,
    _("Seule l’administration de la plateforme inscrit un organisme."),
)
CLOSE_ORGANISATION = Permission(
    "organisation.close",
    runs_the_platform,
    _("Seule l’administration de la plateforme ferme un organisme."),
)
DECIDE_PARAMETER = Permission(
    "parameter.decide",
    runs_the_platform | protects_the_data,
    _("Seules la protection des données et l’administration de la plateforme changent une règle."),
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
CONFIRM_AFFILIATION = Permission(
    "affiliation.confirm",
    (answers_for_this_hat | answers_for_the_body_above | stands_in_for_a_second_manager)
    & is_a_second_person
    & has_been_here_for_long_enough,
    _(
        "Une place est confirmée par une deuxième personne responsable : ni celle qui la donne,"
        " ni celle qui la reçoit, ni une personne arrivée depuis peu."
    ),
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


def second_persons(hat: Affiliation, *, on: date) -> QuerySet[Affiliation]:
    """Who answers for an organisation, for long enough, and neither gave nor received `hat`."""
    days = timedelta(days=integer("new_account.days", on=on))
    return Affiliation.objects.in_force(on).filter(
        ~Q(user_id__in=[hat.user_id, hat.granted_by_id or hat.user_id]),
        role__in=ANSWERING,
        confirmed_at__date__lte=on - days,
    )


def roles_to_give(actor: Actor, organisation: Organisation) -> list[AffiliationRole]:
    """The roles this actor may give in this organisation, to someone else."""
    return [
        role
        for role in AffiliationRole
        if GRANT_AFFILIATION.allows(actor, Place(organisation, role, None))
    ]


@rule
def answers_for_the_body_asked(actor: Actor, request: AffiliationRequest) -> bool:
    is_own = request.user_id == actor.user_id
    return (
        not is_own and actor.role in ANSWERING and actor.organisation_id == request.organisation_id
    )


@rule
def answers_for_all_the_places(actor: Actor, user: User) -> bool:
    """All places of this account, even those not confirmed yet, are in the actor's body."""
    if actor.role not in ANSWERING:
        return False
    not_ended = Q(ended_on=None) | Q(ended_on__gt=actor.today)
    places = Affiliation.objects.filter(not_ended, user=user)
    return set(places.values_list("organisation_id", flat=True)) == {actor.organisation_id}


@rule
def is_own_account(actor: Actor, user: User) -> bool:
    return actor.user_id == user.pk


ACCEPT_AFFILIATION = Permission(
    "affiliation.accept",
    answers_for_the_body_asked,
    _("Seule une personne responsable de cet organisme répond aux demandes de rattachement."),
)
REFUSE_AFFILIATION = Permission(
    "affiliation.refuse",
    answers_for_the_body_asked,
    _("Seule une personne responsable de cet organisme répond aux demandes de rattachement."),
)
LINK_IDENTITY = Permission(
    "identity.link",
    is_own_account | answers_for_all_the_places,
    _("Ce compte est relié à ProConnect par la personne qui le tient."),
)


@rule
def manages_this_hat(actor: Actor, hat: Affiliation) -> bool:
    """The manager of its body, or of the body above: never the platform."""
    bodies = {hat.organisation_id, hat.organisation.parent_id}
    return actor.role == AffiliationRole.MANAGER and actor.organisation_id in bodies


@rule
def meets_people(actor: Actor, hat: Affiliation) -> bool:
    at_operator = hat.organisation.kind == OrganisationKind.OPERATOR
    return hat.role in TRUSTED and not at_operator


@rule
def is_somebody_else(actor: Actor, hat: Affiliation) -> bool:
    """Another human: neither another hat, nor another account of the same name."""
    is_namesake = actor.name.casefold() == hat.user.name.casefold()
    return actor.user_id != hat.user_id and not is_namesake


@rule
def manages_who_has_it(actor: Actor, habilitation: Habilitation) -> bool:
    return manages_this_hat.holds(actor, habilitation.affiliation)


@rule
def has_it(actor: Actor, habilitation: Habilitation) -> bool:
    return habilitation.affiliation_id == actor.affiliation_id


def latest_end(today: date) -> date:
    """The last day that a habilitation given today may be given until."""
    return today + timedelta(days=integer("habilitation.days", on=today))


GRANT_HABILITATION = Permission(
    "habilitation.grant",
    manages_this_hat & meets_people & is_somebody_else & has_been_here_for_long_enough,
    _(
        "Une habilitation est donnée par une personne responsable de l’organisme, à quelqu’un"
        " d’autre qui accompagne, et jamais par une personne arrivée depuis peu."
    ),
)
END_HABILITATION = Permission(
    "habilitation.end",
    manages_who_has_it | has_it,
    _("Une habilitation prend fin par la personne responsable, ou par celle qui l’a."),
)
