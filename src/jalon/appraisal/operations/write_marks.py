from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appraisal.events import MarksWritten
from jalon.appraisal.models import Mark, Review
from jalon.appraisal.queries.marking import TENTHS
from jalon.appraisal.rules import REVIEW
from jalon.appraisal.states import review_after
from jalon.appraisal.turns import running_round
from jalon.calls.content import grid
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class OffTheGrid(Refused):
    """A mark has at most the points of its line."""


@transaction.atomic
def write_marks(
    *, review: Review, marks: Mapping[str, tuple[int | None, str]], by: Actor, at: datetime
) -> None:
    """Put down marks, in tenths of a point, and comments, by line of the grid; still one's own.

    A line left out keeps what it had. Raises OffTheGrid, NotFromThisState, Denied.
    """
    REVIEW.require(by, review)
    now = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    review_after(now.state, "mark")
    most = {one.code: one.weight * TENTHS for one in grid(now.version.grid)}
    for code, (tenths, _comment) in marks.items():
        if code not in most or (tenths is not None and not 0 <= tenths <= most[code]):
            raise OffTheGrid(_("Une note dépasse les points de sa ligne."))
    running = running_round(now)
    for code, (tenths, comment) in marks.items():
        Mark.objects.update_or_create(
            round=running, criterion=code, defaults={"tenths": tenths, "comment": comment}
        )
    fact = MarksWritten(
        project_id=now.project_id, caller_id=now.assigned_by.organisation_id, review_id=now.pk,
        mark_count=len(marks),
    )  # fmt: skip
    record(fact, by=by, at=at)
