"""The first page: what I do this week, who follows me, and where to go from here."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalon.dossiers.queries.emergencies import of_the_person
from jalon.dossiers.queries.ways_in import about_the_person
from jalon.journal.models import Channel
from jalon.space.queries.own_dossier import read_own_dossier
from jalon.space.views.loading import show
from jalon.space.views.path import plan_of
from jalon.ui.access import personal_page
from jalon.ui.request import PersonalRequest

SHOWN = 5
WEEK = timedelta(days=7)


@personal_page
@require_safe
def space(request: PersonalRequest) -> HttpResponse:
    at = timezone.now()
    own = read_own_dossier(request.actor, channel=Channel.PAGE, blocks=["team", "plan"], at=at)
    emergencies = list(of_the_person(request.actor)[:SHOWN])
    joining = list(about_the_person(request.actor, at=at)[:SHOWN])
    today = request.actor.today
    plan = plan_of(request, own) if own else None
    return show(
        request, "home", own, emergencies=emergencies, joining=joining, today=today, plan=plan,
        soon=today + WEEK,
    )  # fmt: skip
