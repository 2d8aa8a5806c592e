"""Who sees how dossiers end, and who may change it. The whole answer is in this file."""

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor
from jalon.directory.rules import protects_the_data
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import protects_its_data


@rule
def protects_this_person(actor: Actor, who: object) -> bool:
    """The officer of the body that leads, for a person whose request they have before them."""
    if not isinstance(who, int):
        return False
    dossiers = Dossier.objects.filter(person=who).select_related("referent__organisation")
    return any(protects_its_data.holds(actor, dossier) for dossier in dossiers)


READ_RETENTION = Permission(
    "retention.read",
    protects_the_data,
    _("Cette page est réservée à la protection des données."),
)
GIVE_ORDER = Permission(
    "order.give",
    protects_the_data | protects_this_person,
    _("Seule la protection des données peut effacer, rendre ou suspendre un dossier."),
)
CANCEL_ORDER = Permission(
    "order.cancel",
    protects_the_data,
    _("Seule la protection des données peut annuler un ordre."),
)
