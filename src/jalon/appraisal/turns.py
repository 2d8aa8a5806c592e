"""One after the other on the appraisal of a project: it is begun by the first act about it."""

from datetime import datetime

from django.utils.translation import gettext as _

from jalon.appraisal.models import Appraisal, Mark, Review, Round
from jalon.appraisal.states import after
from jalon.calls.models import Call
from jalon.calls.states import CallState
from jalon.kernel.errors import Refused
from jalon.projects.models import Project
from jalon.projects.states import ProjectState


class NotYetOrNoMore(Refused):
    """The call is still open, or the project is withdrawn."""


def call_in_turn(call: Call) -> Call:
    """The call, locked until the commit: whatever decides or announces takes it before the rest."""
    return Call.objects.select_for_update(of=("self",)).get(pk=call.pk)


def appraised_in_turn(project: Project, *, move: str, at: datetime) -> Appraisal:
    """The appraisal of a project, locked until the commit, when its state allows this move.

    All candidates are equal: nothing is appraised before the call is closed. Raises NotYetOrNoMore,
    NotFromThisState.
    """
    now = Project.objects.select_related("call").get(pk=project.pk)
    if now.call.state != CallState.CLOSED:
        raise NotYetOrNoMore(_("L’appel n’est pas clos : l’instruction commence ensuite."))
    if now.state != ProjectState.FILED:
        raise NotYetOrNoMore(_("Ce projet est retiré : il n’est plus instruit."))
    Appraisal.objects.get_or_create(project=now, defaults={"begun_at": at})
    appraisal = Appraisal.objects.select_for_update(of=("self",)).get(project=now)
    appraisal.project = now
    after(appraisal.state, move)
    return appraisal


def last_round(review: Review) -> Round:
    """The marks as they were written last."""
    return review.rounds.order_by("-number")[0]


def running_round(review: Review) -> Round:
    """The round being written: reopened, a next one starts from the marks of the one before."""
    last = last_round(review)
    if last.reopened_at is None:
        return last
    following = Round.objects.create(review=review, number=last.number + 1)
    Mark.objects.bulk_create(
        [
            Mark(round=following, criterion=one.criterion, tenths=one.tenths, comment=one.comment)
            for one in last.marks.order_by("pk")
        ]
    )
    return following
