"""What the background process tells people about appointments: a link, and nothing personal.

Run every few seconds. Each message is locked while it is put in the post, which sends it once that
is committed, and once; so two processes never tell the same.
"""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.appointments.codes import LINK, code_of
from jalon.appointments.models import (
    Appointment,
    AppointmentState,
    Channel,
    Message,
    MessageKind,
)
from jalon.outcomes.queries.deaths import has_died
from jalon.people.ways import way_of
from jalon.post.mails import post_mail, post_text

TOGETHER: Final = 50


def keep_appointments(at: datetime) -> None:
    """Let leave what is due: invitations, confirmations, reminders."""
    for _turn in range(TOGETHER):
        with transaction.atomic():
            waiting = Message.objects.filter(told_at=None, dropped_at=None, due_at__lte=at)
            locked = waiting.select_for_update(skip_locked=True, of=("self",))
            message = locked.select_related("appointment__dossier").order_by("due_at", "pk").first()
            if message is None:
                return
            _settle(message, at)
            message.save(update_fields=["told_at", "dropped_at", "channel"])


def _settle(message: Message, at: datetime) -> None:
    """Put it in the post; or drop it when it makes sense no more, or has no way."""
    appointment = message.appointment
    way = way_of(appointment.dossier.person_id)
    link = appointment.links.filter(ended_at=None, expires_at__gt=at).first()
    if link is None or way is None or is_stale(message, at):
        message.dropped_at = at
        return
    page = reverse("appointment_link", args=[code_of(LINK, link.public_id)])
    address = f"{settings.JALON_PAGE_ORIGINS[0]}{page}"
    message.channel, message.told_at = way[0], at
    _post(message, way[1], address, at)


def is_stale(message: Message, at: datetime) -> bool:
    """A reminder of what is no more, an invitation to what is over."""
    one: Appointment = message.appointment
    if one.dossier.archived_at is not None:
        return True
    if has_died(one.dossier.person_id):
        return True
    if one.dossier.closed_at is not None and message.kind != MessageKind.CANCELLED:
        return True
    is_over = one.starts_at is not None and one.starts_at <= at
    if message.kind == MessageKind.CANCELLED:
        return is_over
    if message.kind == MessageKind.INVITED:
        return one.state != AppointmentState.INVITED
    return is_over or one.state != AppointmentState.BOOKED


def _post(message: Message, to: str, address: str, at: datetime) -> None:
    """No name, no hour, no body: what to do, and where. Worth nothing once the hour has come."""
    sentence, kind = said(message.kind), f"appointment_{message.kind}"
    until = message.appointment.starts_at
    if message.channel == Channel.SMS:
        post_text(kind=kind, to=to, body=f"{sentence} {address}", at=at, expires_at=until)
        return
    body = render_to_string(
        "appointments/mail/message.txt",
        {"sentence": sentence, "link": address, "product": settings.JALON_PRODUCT_NAME},
    )
    subject = _("Un rendez-vous")
    post_mail(kind=kind, to=to, subject=subject, body=body, at=at, expires_at=until)


def said(kind: str) -> str:
    """The one sentence of a message."""
    return {
        MessageKind.INVITED: _("Choisissez l’heure d’un rendez-vous."),
        MessageKind.BOOKED: _("Votre rendez-vous est fixé."),
        MessageKind.MOVED: _("L’heure d’un rendez-vous a changé."),
        MessageKind.CANCELLED: _("Un rendez-vous est annulé."),
        MessageKind.REMINDER: _("Un rendez-vous approche."),
    }[MessageKind(kind)]
