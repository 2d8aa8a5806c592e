"""Who sees how dossiers end, and who may change it. The whole answer is in this file."""

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.directory.rules import protects_the_data
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import protects_its_data
from jalon.retention.models import Order


@rule
def protects_this_person(actor: Actor, who: object) -> bool:
    """The officer of the body that leads, for a person whose request they have before them."""
    if not isinstance(who, int):
        return False
    dossiers = Dossier.objects.filter(person=who).select_related("referent__organisation")
    return any(protects_its_data.holds(actor, dossier) for dossier in dossiers)


@rule
def protects_its_own(actor: Actor, subject: object) -> bool:
    """The officer of a département: of the people that it follows, whom the platform tells apart
    when it carries the order out (`queries.whom`).
    """
    is_officer = actor.role == AffiliationRole.DATA_PROTECTION
    return is_officer and actor.organisation_kind == OrganisationKind.DEPARTEMENT


@rule
def names_by_identity(actor: Actor, who: object) -> bool:
    """By what identifies a person, or nobody yet: nothing is looked up, so nobody is reached."""
    return not isinstance(who, int)


@rule
def is_of_their_body(actor: Actor, order: Order) -> bool:
    is_officer = actor.role == AffiliationRole.DATA_PROTECTION
    return is_officer and order.given_by.organisation_id == actor.organisation_id


READ_RETENTION = Permission(
    "retention.read",
    protects_the_data | protects_its_own,
    _("Cette page est réservée à la protection des données."),
)
GIVE_ORDER = Permission(
    "order.give",
    protects_the_data | protects_this_person | (protects_its_own & names_by_identity),
    _("Seule la protection des données peut effacer, rendre ou suspendre un dossier."),
)
CANCEL_ORDER = Permission(
    "order.cancel",
    protects_the_data | is_of_their_body,
    _("Seule la protection des données peut annuler un ordre."),
)
