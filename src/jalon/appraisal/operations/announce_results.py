from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appraisal.announcing import make_letters
from jalon.appraisal.events import ResultsAnnounced
from jalon.appraisal.models import Announcement, Appraisal, Decision, Opinion, Review
from jalon.appraisal.queries.deciding import filed_in, undecided
from jalon.appraisal.rules import ANNOUNCE_RESULTS
from jalon.appraisal.states import UNFINISHED, AppraisalState, OpinionState, ReviewState
from jalon.appraisal.telling import tell_of_results
from jalon.appraisal.turns import call_in_turn
from jalon.calls.models import Call
from jalon.calls.states import CallState
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class NotAllDecided(Refused):
    """Everybody is told at the same instant: no project is left without its decision."""


@transaction.atomic
def announce_results(*, call: Call, by: Actor, at: datetime) -> Announcement:
    """Make all the decisions of a call known to the candidates, at once and for good.

    Each carrier finds its letter, and everybody reads who is selected. Readings and opinions that
    were not given are no longer expected. A call announced already answers its announcement.
    Raises NotAllDecided, Denied.
    """
    ANNOUNCE_RESULTS.require(by, call)
    now = call_in_turn(call)
    known = Announcement.objects.filter(call=now).first()
    if known is not None:
        return known
    if now.state != CallState.CLOSED or undecided(now):
        raise NotAllDecided(_("Chaque projet déposé doit d’abord avoir sa décision."))
    announcement = Announcement.objects.create(
        call=now, announced_by_id=by.affiliation_id, announced_at=at
    )
    told = _make_known(announcement)
    make_letters(announcement, told, signed_by=by.name)
    for one in told:
        page = f"{settings.JALON_PAGE_ORIGINS[0]}{reverse('result', args=[one.project.public_id])}"
        tell_of_results(one.project.carrier_id, page, at=at)
    record(ResultsAnnounced(call_id=now.pk, decision_count=len(told)), by=by, at=at)
    return announcement


def _make_known(announcement: Announcement) -> list[Decision]:
    """What was withdrawn keeps its decision to itself: it is neither told nor made public."""
    call = announcement.call
    standing = Decision.objects.filter(project__in=filed_in(call), replaced_at=None)
    standing.update(announcement=announcement)
    told = list(Decision.objects.filter(announcement=announcement).select_related("project"))
    projects = [one.project_id for one in told]
    Appraisal.objects.filter(project__in=projects).update(state=AppraisalState.ANNOUNCED)
    Review.objects.filter(project__call=call, state__in=UNFINISHED).update(
        state=ReviewState.REPLACED
    )
    Opinion.objects.filter(project__call=call, state=OpinionState.ASKED).update(
        state=OpinionState.REPLACED
    )
    return told
