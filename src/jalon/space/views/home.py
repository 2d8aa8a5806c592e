"""The first page: what I do this week, who follows me, and where to go from here."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalon.appointments import words
from jalon.appointments.models import Appointment
from jalon.appointments.queries.appointments import next_appointment
from jalon.contracts.models import ContractFile, ContractState, EngagementContract, FileKind
from jalon.contracts.queries.sides import both_sides
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries.emergencies import of_the_person
from jalon.dossiers.queries.ways_in import about_the_person
from jalon.exchanges.queries.thread import unread_by_person
from jalon.journal.models import Channel
from jalon.protection.queries.register import read_register
from jalon.space.queries.own_dossier import OwnDossier, read_own_dossier
from jalon.space.views.loading import show
from jalon.space.views.path import plan_of
from jalon.space.views.week import done_for_me, this_week
from jalon.ui.access import personal_page
from jalon.ui.request import PersonalRequest

SHOWN = 5
FEW = 3
WEEK = timedelta(days=7)
BLOCKS = ["team", "plan", "contract", "appointments", "readings"]


@personal_page
@require_safe
def space(request: PersonalRequest) -> HttpResponse:
    at = timezone.now()
    own = read_own_dossier(request.actor, channel=Channel.PAGE, blocks=BLOCKS, at=at)
    if own is None:
        return show(request, "home", None)
    emergencies = list(of_the_person(request.actor)[:SHOWN])
    joining = list(about_the_person(request.actor, at=at)[:SHOWN])
    meeting = next_appointment(request.actor, at=at)
    return show(
        request, "home", own, says_who=True, emergencies=emergencies, joining=joining,
        **_path(request, own, joining, meeting), last_reader=_last_reader(own),
    )  # fmt: skip


def _path(
    request: PersonalRequest, own: OwnDossier, joining: list[Any], meeting: Appointment | None
) -> dict[str, Any]:
    """What I do this week, what they do for me, and which contract there is to read."""
    dossier = Dossier.objects.get(pk=own.id)
    plan, sides = plan_of(request, own, dossier), both_sides(dossier, request.actor)
    standing = (ContractState.OFFERED, ContractState.ACCEPTED, ContractState.SIGNED)
    contracts = EngagementContract.objects.filter(dossier_id=own.id, state__in=standing)
    states = set(contracts.values_list("state", flat=True))
    is_offered, until = ContractState.OFFERED in states, request.actor.today + WEEK
    unread = unread_by_person(own.id)
    return {
        "todo": this_week(
            plan, sides, joining, is_offered=is_offered, unread=unread, meeting=meeting, until=until
        ),
        "meeting": meeting and words.told(meeting, timezone.now()),
        "for_me": done_for_me(plan, sides)[:FEW],
        "has_contract": bool(states),
        "has_file": ContractState.SIGNED in states and _has_file(own),
    }


def _has_file(own: OwnDossier) -> bool:
    """Whether the signed contract was kept: one that was only recorded has no file."""
    files = ContractFile.objects.filter(dossier_id=own.id, kind=FileKind.SIGNED)
    return files.filter(version__contract__state=ContractState.SIGNED).exists()


def _last_reader(own: OwnDossier) -> Any:
    """The last line of the register that is not the person's own."""
    lines = read_register(own.id).lines
    return next((line for line in lines if not line.is_own and line.opened), None)
