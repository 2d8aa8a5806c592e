"""Whether a message about an appointment can reach the person, and has."""

from django.utils.translation import gettext as _

from jalon.appointments.models import Appointment, MessageKind
from jalon.kernel.errors import Refused
from jalon.people.models import Contact
from jalon.people.ways import way_by


class NoWay(Refused):
    """No message can reach the person: a letter can."""


def require_way(person_id: int) -> None:
    """Raises NoWay. Whoever may not read how to reach the person is told afterwards."""
    contact = Contact.objects.filter(person_id=person_id).first()
    if contact is not None and way_by(contact) is None:
        raise NoWay(
            _("Aucun message ne peut lui parvenir, ou la personne préfère le courrier : "
              "préparez la lettre.")
        )  # fmt: skip


def is_lost(appointment: Appointment) -> bool:
    """Whether the last message, a reminder apart, could not leave."""
    said = appointment.messages.exclude(kind=MessageKind.REMINDER).order_by("-pk").first()
    return said is not None and said.dropped_at is not None
