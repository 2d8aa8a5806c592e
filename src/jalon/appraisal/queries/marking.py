"""Marks on the grid of a call: what is missing, what counts, and when two readers differ too much.

What counts, line by line, is the median of the marks given: with two readers it is their mean, with
a third it is the mark in the middle. The total is the sum of what counts, so that columns add up.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jalon.accounts.actor import Actor
from jalon.appraisal.models import Mark, Review, Round
from jalon.appraisal.models.review import READERS
from jalon.appraisal.states import UNFINISHED, ReviewState
from jalon.calls.content import grid
from jalon.calls.models import CallVersion
from jalon.calls.rules import answers_for_the_state
from jalon.parameters.queries import integer
from jalon.projects.models import Project

TENTHS: Final = 10
HUNDREDTHS: Final = 100


@dataclass(frozen=True)
class Given:
    """What one reader gave: the tenths and the comment of each line."""

    review: Review
    tenths: Mapping[str, int]
    comments: Mapping[str, str]

    @property
    def total(self) -> int:
        return sum(self.tenths.values())


@dataclass(frozen=True)
class Retained:
    """What counts, in hundredths of a point: by line, in total; and the gap of the first two."""

    by_criterion: Mapping[str, int]
    gap: int
    is_gap_large: bool
    readers: int

    @property
    def total(self) -> int:
        return sum(self.by_criterion.values())


def lacking(review: Review, running: Round) -> list[str]:
    """The lines of the grid without their mark or their comment."""
    known = {one.criterion: one for one in running.marks.all()}
    return [
        line.label
        for line in grid(review.version.grid)
        if line.code not in known
        or known[line.code].tenths is None
        or not known[line.code].comment.strip()
    ]


def marks_digest(running: Round) -> str:
    """SHA-256 of the marks and comments, as canonical JSON."""
    kept = [[one.criterion, one.tenths, one.comment] for one in running.marks.order_by("criterion")]
    said = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def most_gap(version: CallVersion) -> int:
    """The points beyond which a third reading is asked: what the call says, or the platform did."""
    if version.closes_at is None:
        raise ValueError(f"{version} does not close: nothing of it is read")
    if version.review_gap_points is not None:
        return version.review_gap_points
    return integer("call.review_gap_points", on=version.closes_at.date())


def shown_to(actor: Actor, reviews: Sequence[Review]) -> list[Review]:
    """Of the readings of one project, those whose marks this actor may see: see ADR 0019.

    Whoever has not finished reads their own alone. Nobody reads any before two are given; then
    the officers do, and who gave theirs. Users, not hats: nobody sees more by changing hats.
    """
    own = [one for one in reviews if one.reviewer.user_id == actor.user_id]
    mine = [one for one in own if one.reviewer_id == actor.affiliation_id]
    given = [one for one in reviews if one.state == ReviewState.GIVEN]
    if any(one.state in UNFINISHED for one in own) or len(given) < READERS:
        return mine
    caller = given[0].assigned_by.organisation_id
    is_officer = caller == actor.organisation_id and answers_for_the_state.holds(actor, None)
    return given if is_officer or any(one in given for one in mine) else mine


def given_marks(reviews: Iterable[Review]) -> list[Given]:
    """The marks of the readings that are given, in the order of their places: one statement."""
    given = [one for one in reviews if one.state == ReviewState.GIVEN]
    by_review: dict[int, dict[str, Mark]] = {one.pk: {} for one in given}
    marks = Mark.objects.filter(
        round__review__in=given, round__given_at__isnull=False, round__reopened_at=None
    )
    for mark in marks.select_related("round"):
        by_review[mark.round.review_id][mark.criterion] = mark
    return [
        Given(
            one,
            {code: mark.tenths or 0 for code, mark in by_review[one.pk].items()},
            {code: mark.comment for code, mark in by_review[one.pk].items()},
        )
        for one in sorted(given, key=lambda one: one.place)
    ]


def retained(given: Sequence[Given], version: CallVersion) -> Retained | None:
    """What counts; None until two have given their marks."""
    if len(given) < READERS:
        return None
    found = {
        line.code: median([one.tenths.get(line.code, 0) for one in given])
        for line in grid(version.grid)
    }
    first, second = given[0].total, given[1].total
    gap = abs(first - second)
    return Retained(found, gap * TENTHS, gap > most_gap(version) * TENTHS, len(given))


def median(tenths: Sequence[int]) -> int:
    """In hundredths: the mark in the middle, or the mean of the two in the middle."""
    ordered = sorted(one * TENTHS for one in tenths)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) // 2


def is_third_reading_due(project: Project) -> bool:
    """Whether the first two readers have given marks that differ by more than the call allows."""
    reviews = Review.objects.filter(project=project, place__lte=READERS, state=ReviewState.GIVEN)
    given = given_marks(reviews.select_related("version"))
    found = retained(given, given[0].review.version) if len(given) == READERS else None
    return found is not None and found.is_gap_large
