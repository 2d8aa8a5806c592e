"""The ways into a dossier that is not yet one's own: who may take them, who answers for them."""

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor
from jalon.accounts.models import Habilitation, HabilitationKind
from jalon.dossiers.models import ExceptionalAccess
from jalon.dossiers.rules import protects_its_data, works_with_people


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
