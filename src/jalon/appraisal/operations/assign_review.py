from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.appraisal.events import ReviewAssigned
from jalon.appraisal.models import Review
from jalon.appraisal.queries.marking import is_third_reading_due
from jalon.appraisal.queries.readers import bodies_of, may_read
from jalon.appraisal.rules import APPRAISE
from jalon.appraisal.states import ACTIVE
from jalon.appraisal.telling import tell_reviewer
from jalon.appraisal.turns import appraised_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.models import Project


class CannotRead(Refused):
    """Of a body that takes part in the call, or already a reader, or of no body that may."""


class NoPlaceLeft(Refused):
    """Two readers, and a third only when they differ too much."""


@transaction.atomic
def assign_review(
    *, project: Project, reviewer: Affiliation, due_on: date, by: Actor, at: datetime
) -> Review:
    """Entrust a reading to somebody of a body of the State, or invited. They are told by mail.

    Raises CannotRead, NoPlaceLeft, NotYetOrNoMore, NotFromThisState, Denied.
    """
    APPRAISE.require(by, project)
    now = appraised_in_turn(project, move="read", at=at).project
    if not may_read(reviewer, by.today):
        raise CannotRead(_("Cette personne ne peut pas lire pour l’État."))
    if reviewer.organisation_id in bodies_of(now.call):
        raise CannotRead(_("Son organisme prend part à cet appel : il ne peut pas juger."))
    reading = list(Review.objects.filter(project=now, state__in=ACTIVE).select_related("reviewer"))
    if any(one.reviewer.user_id == reviewer.user_id for one in reading):
        raise CannotRead(_("Cette personne lit déjà ce projet."))
    review = Review.objects.create(
        project=now, version=now.filings.order_by("-number")[0].version,
        place=_place(now, reading), reviewer=reviewer, due_on=due_on,
        assigned_by_id=by.affiliation_id, assigned_at=at,
    )  # fmt: skip
    tell_reviewer(review, at=at)
    fact = ReviewAssigned(
        project_id=now.pk, caller_id=now.call.organisation_id, review_id=review.pk,
        place=review.place,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return review


def _place(project: Project, reading: list[Review]) -> int:
    taken = {one.place for one in reading}
    for place in (1, 2):
        if place not in taken:
            return place
    if 3 in taken or not is_third_reading_due(project):
        raise NoPlaceLeft(
            _("Deux personnes lisent déjà ce projet : une troisième n’est pas demandée.")
        )
    return 3
