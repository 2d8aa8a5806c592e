"""The ways into a dossier that is not yet one's own: who may take them, who answers for them."""

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import AffiliationRole, Habilitation, HabilitationKind
from jalon.dossiers.models import Dossier, ExceptionalAccess, Invitation, JoinRequest, Sharing
from jalon.dossiers.rules import (
    is_in_team,
    is_not_archived,
    is_the_person,
    leads_its_dossier,
    leads_openly,
    protects_its_data,
    works_with_people,
)


@rule
def is_trusted_with_emergencies(actor: Actor, subject: object) -> bool:
    trusts = Habilitation.objects.in_force(actor.today)
    return trusts.filter(
        affiliation_id=actor.affiliation_id, kind=HabilitationKind.BREAK_GLASS
    ).exists()


@rule
def opened_it(actor: Actor, access: ExceptionalAccess) -> bool:
    return access.affiliation_id == actor.affiliation_id


@rule
def protects_what_it_opened(actor: Actor, access: ExceptionalAccess) -> bool:
    return protects_its_data.holds(actor, access.dossier)


@rule
def is_somebody_else(actor: Actor, access: ExceptionalAccess) -> bool:
    """Nobody judges what they did, under any of their hats."""
    return access.affiliation.user_id != actor.user_id


OPEN_EXCEPTIONAL_ACCESS = Permission(
    "exceptional_access.open",
    works_with_people & is_trusted_with_emergencies,
    _("Seule une personne habilitée par son organisme ouvre un dossier en urgence."),
)
CLOSE_EXCEPTIONAL_ACCESS = Permission(
    "exceptional_access.close",
    opened_it,
    _("Seule la personne qui a ouvert cet accès le referme."),
)
REVIEW_EXCEPTIONAL_ACCESS = Permission(
    "exceptional_access.review",
    protects_what_it_opened & is_somebody_else,
    _("Un accès exceptionnel est contrôlé par la personne chargée de protéger ces données."),
)


@rule
def is_invited(actor: Actor, invitation: Invitation) -> bool:
    return invitation.affiliation_id == actor.affiliation_id


@rule
def answers_for_who_is_invited(actor: Actor, invitation: Invitation) -> bool:
    return leads_openly.holds(actor, invitation.dossier)


@rule
def decides_who_joins(actor: Actor, request: JoinRequest) -> bool:
    """The référent, whoever they are by now: never the platform, nor a manager."""
    return leads_openly.holds(actor, request.dossier)


@rule
def is_asked_about(actor: Actor | PersonActor, request: JoinRequest) -> bool:
    """The person herself says who comes around her."""
    return is_the_person.holds(actor, request.dossier)


@rule
def did_not_ask(actor: Actor | PersonActor, request: JoinRequest) -> bool:
    return request.affiliation.user_id != actor.user_id


@rule
def answers_for_what_is_shared(actor: Actor, sharing: Sharing) -> bool:
    return leads_openly.holds(actor, sharing.dossier)


INVITE_MEMBER = Permission(
    "member.invite",
    works_with_people & is_not_archived & leads_openly,
    _("Seul le référent ou la référente peut inviter quelqu’un dans l’équipe."),
)
RESTORE_MEMBERSHIP = Permission(
    "membership.restore",
    works_with_people & leads_its_dossier,
    _("Seul le référent ou la référente rend une place à quelqu’un."),
)
ACCEPT_INVITATION = Permission(
    "invitation.accept",
    works_with_people & is_invited,
    _("Seule la personne invitée répond à une invitation."),
)
DECLINE_INVITATION = Permission(
    "invitation.decline", is_invited, _("Seule la personne invitée répond à une invitation.")
)
WITHDRAW_INVITATION = Permission(
    "invitation.withdraw",
    answers_for_who_is_invited,
    _("Seul le référent ou la référente retire une invitation."),
)
REQUEST_TO_JOIN = Permission(
    "join.request",
    works_with_people,
    _("Seules les personnes qui accompagnent demandent à rejoindre une équipe."),
)
NOT_YOURS = _(
    "La personne, son référent ou sa référente répond à une demande d’entrer dans l’équipe."
)
SAYS_WHO_JOINS = (works_with_people & decides_who_joins | is_asked_about) & did_not_ask
ACCEPT_JOIN_REQUEST = Permission("join_request.accept", SAYS_WHO_JOINS, NOT_YOURS)
REFUSE_JOIN_REQUEST = Permission("join_request.refuse", SAYS_WHO_JOINS, NOT_YOURS)
ADDRESS_BLOCK = Permission(
    "block.address",
    works_with_people & is_not_archived & leads_openly,
    _("Seul le référent ou la référente adresse une partie du dossier."),
)
END_SHARING = Permission(
    "sharing.end",
    answers_for_what_is_shared,
    _("Seul le référent ou la référente cesse d’adresser une partie du dossier."),
)


@rule
def came_by_asking(actor: Actor, dossier: Dossier) -> bool:
    """Wrote why they ask to join, or why they opened in an emergency."""
    mine = {"dossier_id": dossier.pk, "affiliation_id": actor.affiliation_id}
    asked, opened = JoinRequest.objects.filter(**mine), ExceptionalAccess.objects.filter(**mine)
    return asked.exists() or opened.exists()


@rule
def answers_for_readers(actor: Actor, dossier: Dossier) -> bool:
    """A manager tells a person why somebody of their organisation read the dossier."""
    return actor.role == AffiliationRole.MANAGER


OVERRIDE_CAUTION = Permission(
    "caution.override",
    is_not_archived & (is_in_team | came_by_asking) & works_with_people
    | protects_its_data
    | answers_for_readers,
    _("Seules les personnes de l’équipe peuvent écrire dans ce dossier."),
)
