"""How a person can be told of an appointment."""

from django.conf import settings
from django.utils.translation import gettext as _

from jalon.appointments.models import Appointment, Channel, MessageKind
from jalon.kernel.errors import Refused
from jalon.people.models import Contact, PreferredChannel


class NoWay(Refused):
    """No message can reach the person: a letter can."""


def way_of(person_id: int) -> tuple[Channel, str] | None:
    """How the person can be reached: as she prefers, else by e-mail, else by SMS.

    SMS needs a sender in the settings. Whoever prefers paper is sent no message: a letter.
    """
    contact = Contact.objects.filter(person_id=person_id).first()
    return _ways(contact) if contact else None


def require_way(person_id: int) -> None:
    """Raises NoWay. Whoever may not read how to reach the person is told afterwards."""
    contact = Contact.objects.filter(person_id=person_id).first()
    if contact is not None and _ways(contact) is None:
        raise NoWay(
            _("Aucun message ne peut lui parvenir, ou la personne préfère le courrier : "
              "préparez la lettre.")
        )  # fmt: skip


def _ways(contact: Contact) -> tuple[Channel, str] | None:
    if contact.preferred_channel == PreferredChannel.POST:
        return None
    emails = [(Channel.EMAIL, one) for one in contact.emails.split() if "@" in one]
    phones = contact.phones.splitlines() if settings.JALON_SMS_SENDER else []
    texts = [(Channel.SMS, one.strip()) for one in phones if one.strip()]
    is_by_text = contact.preferred_channel == PreferredChannel.SMS
    ways = [*texts, *emails] if is_by_text else [*emails, *texts]
    return ways[0] if ways else None


def is_lost(appointment: Appointment) -> bool:
    """Whether the last message, a reminder apart, could not leave."""
    said = appointment.messages.exclude(kind=MessageKind.REMINDER).order_by("-pk").first()
    return said is not None and said.dropped_at is not None
