"""The first page: "Aujourd'hui" for a professional, what Jalon is for a visitor."""

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from jalon.accounts.actor import Actor
from jalon.appointments.views.agenda import today
from jalon.calls.queries.answers import waiting_for
from jalon.deadlines.queries import running
from jalon.dossiers.queries import caseload
from jalon.dossiers.queries.caseload import Filters, Listing
from jalon.dossiers.queries.emergencies import to_know
from jalon.dossiers.queries.ways_in import asked_by, received, to_decide
from jalon.dossiers.rules import OPEN_DOSSIER, ROLES_WITH_PEOPLE
from jalon.journal.readings import record_listing
from jalon.retention.queries.ending import ending_soon
from jalon.ui.access import page, public_page
from jalon.ui.request import Request

SHOWN = 8  # lines of each list; the rest is behind its link


@public_page
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("home")
    return render(request, "web/welcome.html")


@page
@require_safe
def home(request: Request) -> HttpResponse:
    if request.actor.role not in ROLES_WITH_PEOPLE:
        return _without_people(request)
    yesterday = timezone.localdate() - timedelta(days=1)
    since = timezone.make_aware(datetime.combine(yesterday, time.min))
    changed = listed(request, Filters(changed_since=since), "change", with_counts=False).items
    found = listed(request, Filters(without_news=True), "contact", with_counts=True)
    silent, counts = found.items, found.counts
    ending = ending_soon(request.actor, SHOWN)
    doors = ways_in(request)
    others = (*ending, *doors["emergencies"], *doors["to_decide"])
    named = [row.pk for row in (*changed, *silent)] + [one.dossier.pk for one in others]
    record_listing(named, by=request.actor, at=timezone.now(), blocks=("identity", "timeline"))
    context = {
        "figures": figures(request.actor, counts),
        "total": counts.total,
        "changed": changed,
        "silent": silent,
        "silence": caseload.SILENCE,
        "ending": ending,
        "today": today(request),
        **doors,
        "can_open": OPEN_DOSSIER.allows(request.actor, None),
    }
    return render(request, "web/home.html", context)


def _without_people(request: Request) -> HttpResponse:
    waiting = {"questions": waiting_for(request.actor)}
    return render(request, "web/home_without_people.html", waiting)


def listed(request: Request, filters: Filters, sort: str, *, with_counts: bool) -> Listing:
    return caseload.listing(request.actor, filters, sort=sort, size=SHOWN, with_counts=with_counts)


def ways_in(request: Request) -> dict[str, list[Any]]:
    """Who asks something or to come in, who came in an emergency, and where I am invited."""
    actor, at = request.actor, timezone.now()
    return {
        "invitations": list(received(actor, at=at)[:SHOWN]),
        "to_decide": list(to_decide(actor, at=at)[:SHOWN]),
        "asked": list(asked_by(actor, at=at)[:SHOWN]),
        "emergencies": list(to_know(actor)[:SHOWN]),
        "questions": waiting_for(actor),
    }


def figures(actor: Actor, counts: caseload.Counts) -> list[dict[str, Any]]:
    """What waits: a number, what it counts, and the address of the list it counts."""
    lists = reverse("dossier_list")
    many = counts.total > caseload.MANY
    found = [
        (counts.total, ngettext("dossier suivi", "dossiers suivis", counts.total), ""),
        (counts.changed, _("modifiés depuis votre dernière visite"), "?modifies=1"),
        (
            counts.without_news,
            _("sans nouvelles depuis %(days)s jours") % {"days": caseload.SILENCE},
            "?sans_nouvelles=1",
        ),
        (counts.empty_seats, _("places à pourvoir"), "?a_pourvoir=1"),
    ]
    return dates(actor) + [
        {"number": min(number, caseload.MANY), "more": many, "label": label, "url": lists + query}
        for number, label, query in found
        if number is not None and (number or query != "?a_pourvoir=1")
    ]


def dates(actor: Actor) -> list[dict[str, Any]]:
    """What is late, and what is due within a week: only when there is some."""
    found, address = running.counts(actor), reverse("deadline_list")
    labels = {
        "late": ngettext("échéance en retard", "échéances en retard", found["late"]),
        "week": ngettext("échéance dans les 7 jours", "échéances dans les 7 jours", found["week"]),
    }
    return [
        {"number": found[when], "more": False, "label": label, "url": f"{address}?quand={when}"}
        for when, label in labels.items()
        if found[when]
    ]
