"""The letter of an appointment, for whoever no message reaches."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.appointments import words
from jalon.appointments.codes import LINK, code_of, seen_as
from jalon.appointments.qr import drawn
from jalon.appointments.rules import CHANGE_APPOINTMENT
from jalon.appointments.views.dossier import appointment_or_404
from jalon.dossiers.views.loading import read_or_404
from jalon.journal.models import Channel
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.documents import pdf_answer
from jalon.ui.request import Request


@page
@require_safe
def letter(request: Request, public_id: UUID, appointment_id: UUID) -> HttpResponse:
    """The letter that invites, or confirms, with the code: a tagged PDF. It names the person."""
    one = appointment_or_404(request, public_id, appointment_id)
    CHANGE_APPOINTMENT.require(request.actor, one)
    read = read_or_404(request, public_id, ["header", "contact", "appointments"], Channel.EXPORT)
    link = one.links.filter(ended_at=None, expires_at__gt=timezone.now()).first()
    if link is None:
        raise Refused(_("Le code de cette lettre n’est plus valable : refaites une invitation."))
    code, site = code_of(LINK, link.public_id), settings.JALON_PAGE_ORIGINS[0]
    context = {
        "one": words.told(one, timezone.now()),
        "person": read["person"],
        "contact": read["contact"],
        "author": str(one.organisation),
        "phone": one.organisation.phone,
        "address": f"{site}{reverse('enter_code')}",
        "code": seen_as(code),
        "square": drawn(f"{site}{reverse('appointment_link', args=[code])}"),
        "until": link.expires_at,
    }
    return pdf_answer("appointments/letter.html", context, "rendez-vous.pdf")
