"""What the holder of a link may do, as long as it lives."""

from datetime import datetime

from django.utils.translation import gettext as _

from jalon.appointments.models import BookingLink
from jalon.kernel.errors import Refused


class LinkOver(Refused):
    """The link is over: used up, replaced, or too old."""


def living(link: BookingLink, *, at: datetime) -> BookingLink:
    """The link, locked, if it still lives. Raises LinkOver."""
    found = (
        BookingLink.objects.select_for_update(of=("self",))
        .select_related("appointment")
        .filter(pk=link.pk, ended_at=None, expires_at__gt=at)
        .first()
    )
    if found is None:
        raise LinkOver(_("Ce lien n’est plus valable. Demandez-en un autre à votre référent."))
    return found
