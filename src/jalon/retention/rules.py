"""Who sees how dossiers end, and who may change it. The whole answer is in this file."""

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission
from jalon.directory.rules import protects_the_data

READ_RETENTION = Permission(
    "retention.read",
    protects_the_data,
    _("Cette page est réservée à la protection des données."),
)
GIVE_ORDER = Permission(
    "order.give",
    protects_the_data,
    _("Seule la protection des données peut effacer, rendre ou suspendre un dossier."),
)
