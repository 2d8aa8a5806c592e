"""The sheet of a desk for one day, to be read at the counter and printed on A4."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.accounts.models import Affiliation
from jalon.appointments import words
from jalon.appointments.queries.free import zone_of_body
from jalon.appointments.queries.sheet import Sheet, sheet_of
from jalon.appointments.rules import SEE_SHEET
from jalon.appointments.views.desks import desk_or_404
from jalon.journal.models import Channel
from jalon.journal.readings import record_listing
from jalon.ui.access import page
from jalon.ui.request import Request

DAY = timedelta(days=1)
FAR = timedelta(days=366)
BLOCKS = ("identity", "appointments")


@page
@require_safe
def desk_sheet(request: Request, desk_id: UUID) -> HttpResponse:
    """Outlines alone, as in a waiting room: no name of family, no reason, no dossier."""
    desk = desk_or_404(request, desk_id)
    SEE_SHEET.require(request.actor, desk)
    day = _day(request.GET.get("jour", ""), request.actor.today)
    now, zone = timezone.now(), zone_of_body(desk.organisation)
    sheet = sheet_of(desk, day, after=now)
    record_listing(sheet.dossiers, by=request.actor, at=now, channel=Channel.LIST, blocks=BLOCKS)
    context = {
        "desk": desk,
        "day": day,
        "is_today": day == request.actor.today,
        "before": day - DAY,
        "after": day + DAY,
        "columns": [_("Heure"), *(_column(hat, sheet) for hat in sheet.hats)],
        "gone": [hat.pk in sheet.away for hat in sheet.hats],
        "lines": [(words.hour(hour, zone), cells) for hour, cells in sheet.lines],
        "states": words.SHORT,
    }
    return render(request, "appointments/desk_sheet.html", context)


def _column(hat: Affiliation, sheet: Sheet) -> str:
    if hat.pk in sheet.away:
        return _("%(name)s (en absence)") % {"name": hat.user.name}
    return hat.user.name


def _day(asked: str, today: date) -> date:
    """The day asked for; today when it is none, or too far for a sheet."""
    try:
        day = parse_date(asked) or today
    except ValueError:
        return today
    return day if abs(day - today) <= FAR else today
