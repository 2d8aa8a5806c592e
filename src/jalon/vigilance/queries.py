"""The alerts one may read, and whom to tell of one."""

from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation, AffiliationRole, User
from jalon.vigilance.models import Alert, Standing
from jalon.vigilance.rules import ANSWERING, answers, watches_over_all


def readable_alerts(actor: Actor) -> QuerySet[Alert]:
    """The alerts READ_ALERT allows, those to decide first, then the latest."""
    alerts = Alert.objects.exclude(user_id=actor.user_id)
    if not watches_over_all.holds(actor, None):
        if not answers.holds(actor, None):
            return Alert.objects.none()
        alerts = alerts.filter(organisation_id=actor.organisation_id)
    alerts = alerts.select_related("user", "organisation", "decided_by__user")
    return alerts.order_by("-decided_at", "-raised_at", "-pk")


def is_stopped(user_id: int) -> bool:
    return Standing.objects.filter(user_id=user_id, stopped_at__isnull=False).exists()


def addresses(alert: Alert, *, today: date) -> list[str]:
    """Who is told of an alert: those who answer for the body, and the security contact.

    Never the account itself: whoever holds it now would be the first to know.
    """
    hats = Affiliation.objects.in_force(today).filter(
        Q(organisation_id=alert.organisation_id), role__in=[*ANSWERING, AffiliationRole.MANAGER]
    )
    users = User.objects.filter(pk__in=hats.values("user_id")).exclude(pk=alert.user_id)
    contact = [settings.JALON_SECURITY_CONTACT] if settings.JALON_SECURITY_CONTACT else []
    return [*contact, *users.order_by("pk").values_list("email", flat=True)]
