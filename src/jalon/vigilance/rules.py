"""Who decides about an account that was stopped. Nobody decides about themselves."""

from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor, is_newcomer
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole, User
from jalon.vigilance.models import Alert, Standing

ANSWERING: Final = frozenset({AffiliationRole.MANAGER, AffiliationRole.ADMINISTRATOR})


@rule
def watches_over_all(actor: Actor, alert: object) -> bool:
    """The security contact, and the data-protection officer of the platform."""
    at_operator = actor.organisation_kind == OrganisationKind.OPERATOR
    if at_operator and actor.role == AffiliationRole.DATA_PROTECTION:
        return True
    contact = settings.JALON_SECURITY_CONTACT.lower()
    return bool(contact) and User.objects.filter(pk=actor.user_id, email=contact).exists()


@rule
def answers_for_its_body(actor: Actor, alert: Alert) -> bool:
    return actor.role in ANSWERING and actor.organisation_id == alert.organisation_id


@rule
def protects_data_of_its_body(actor: Actor, alert: Alert) -> bool:
    officer = actor.role == AffiliationRole.DATA_PROTECTION
    return officer and actor.organisation_id == alert.organisation_id


@rule
def is_about_someone_else(actor: Actor, alert: Alert) -> bool:
    return actor.user_id != alert.user_id


@rule
def is_trusted(actor: Actor, alert: Alert) -> bool:
    """Whoever is stopped themselves, or came a few days ago, lifts nothing for an accomplice."""
    stopped = Standing.objects.filter(user_id=actor.user_id, stopped_at__isnull=False)
    return not is_newcomer(actor) and not stopped.exists()


@rule
def is_own(actor: Actor, user_id: int) -> bool:
    return actor.user_id == user_id


@rule
def answers(actor: Actor, subject: object) -> bool:
    return actor.role in ANSWERING or actor.role == AffiliationRole.DATA_PROTECTION


READ_ALERT = Permission(
    "alert.read",
    (watches_over_all | answers_for_its_body | protects_data_of_its_body) & is_about_someone_else,
    _("Cette alerte n’existe pas, ou ne concerne pas votre organisme."),
)
READ_ALERTS = Permission(
    "alerts.read",
    answers | watches_over_all,
    _("Les alertes sont lues par les personnes responsables et par le contact de sécurité."),
)
DECIDING = (watches_over_all | answers_for_its_body) & is_about_someone_else & is_trusted
NOT_YOU = _(
    "Une suspension est levée ou maintenue par une personne responsable de cet organisme ou par"
    " le contact de sécurité, jamais par la personne concernée."
)
LIFT_STOP = Permission("stop.lift", DECIDING, NOT_YOU)
KEEP_STOP = Permission("stop.keep", DECIDING, NOT_YOU)
RENEW_TRUST = Permission("trust.renew", is_own, _("Chacun ne confirme que sa propre identité."))
