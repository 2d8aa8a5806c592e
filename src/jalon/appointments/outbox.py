"""What is to be told to the person, kept beside what it tells: it leaves once that is committed."""

from datetime import datetime, timedelta

from jalon.appointments.models import Appointment, Message, MessageKind
from jalon.parameters.queries import integer


def tell(appointment: Appointment, kind: str, *, at: datetime) -> None:
    """Let this message leave; those that waited make sense no more."""
    drop(appointment, at=at)
    _keep(appointment, kind, at)


def remind(appointment: Appointment, *, at: datetime) -> None:
    """A reminder some hours before, unless it is nearer than that already."""
    if appointment.starts_at is None:
        raise ValueError(f"appointment {appointment.pk} has no hour to remind of")
    hours = integer("appointment.reminder_hours", on=at.date())
    due_at = appointment.starts_at - timedelta(hours=hours)
    if due_at > at:
        _keep(appointment, MessageKind.REMINDER, due_at)


def drop(appointment: Appointment, *, at: datetime) -> None:
    """What has not left yet will not."""
    appointment.messages.filter(told_at=None, dropped_at=None).update(dropped_at=at)


def _keep(appointment: Appointment, kind: str, due_at: datetime) -> None:
    Message.objects.create(
        appointment=appointment, dossier_id=appointment.dossier_id, kind=kind, due_at=due_at
    )
