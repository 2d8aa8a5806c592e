"""Tell those who answer for an account that it went beyond its budget: by e-mail, within a minute.

Run by the background process every thirty seconds: an alert whose web process died right after
writing it is told all the same.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.accounts.actor import actor_of
from jalon.post.mails import post_mail
from jalon.territories.zones import local_day
from jalon.vigilance.counting import slowed
from jalon.vigilance.models import Alert, Sighting, Standing
from jalon.vigilance.operations import raise_alert
from jalon.vigilance.queries import addresses

TOGETHER: Final = 50
KEPT_HOURS: Final = 8 * 24  # a day more than the longest period that is counted


def notice(at: datetime) -> None:
    """Raise the alert of each account that is slowed down: it may never ask what is refused."""
    alerted = Alert.objects.filter(user_id=OuterRef("pk"), decided_at=None)
    since = at - timedelta(hours=1)
    slow = Standing.objects.filter(~Exists(alerted), wait_until__gt=since)
    for standing in slow.select_related("affiliation__user", "affiliation__organisation"):
        if standing.affiliation is None:  # the hat is kept with the wait
            continue
        actor = actor_of(standing.affiliation, on=local_day(at))
        if excess := slowed(actor, at=at):
            raise_alert(excess=excess, by=None, at=at)


def tell(at: datetime) -> None:
    """Send each alert that nobody was told of."""
    notice(at)
    for _turn in range(TOGETHER):
        if not _tell_next(at):
            return


@transaction.atomic
def _tell_next(at: datetime) -> bool:
    waiting = Alert.objects.select_for_update(skip_locked=True, of=("self",))
    waiting = waiting.select_related("user", "organisation").filter(told_at=None)
    alert = waiting.order_by("pk").first()
    if alert is None:
        return False
    _post(alert, at)
    alert.told_at = at
    alert.save(update_fields=["told_at"])
    return True


def _post(alert: Alert, at: datetime) -> None:
    context = {
        "alert": alert,
        "stopped": alert.step == "stop",
        "link": f"{settings.JALON_PAGE_ORIGINS[0]}{reverse('alerts')}",
        "product": settings.JALON_PRODUCT_NAME,
    }
    subject = _("Alerte : des consultations inhabituelles")
    body = render_to_string("vigilance/alert.txt", context)
    for address in addresses(alert, today=local_day(at)):
        post_mail(kind="alert", to=address, subject=subject, body=body, at=at)


def forget_sightings(at: datetime) -> None:
    """What is too old to count is erased; the readings themselves are on record elsewhere."""
    hour = int(at.timestamp()) // 3600
    Sighting.objects.filter(hour__lt=hour - KEPT_HOURS).delete()
