"""What the holder of a link may do, as long as it lives."""

from datetime import datetime

from django.utils.translation import gettext as _

from jalon.appointments.changing import locked
from jalon.appointments.models import Appointment, BookingLink
from jalon.kernel.errors import Refused


class LinkOver(Refused):
    """The link is over: used up, replaced, or too old."""


def opened(link: BookingLink, *, at: datetime) -> Appointment:
    """The appointment of a link that still lives, both locked. Raises LinkOver.

    The appointment first, as everybody does: whoever renews the link at that moment waits, or is
    waited for, and nobody waits for ever.
    """
    appointment = locked(link.appointment)
    living = BookingLink.objects.select_for_update().filter(ended_at=None, expires_at__gt=at)
    if living.filter(pk=link.pk).first() is None:
        raise LinkOver(_("Ce lien n’est plus valable. Demandez-en un autre à votre référent."))
    return appointment
