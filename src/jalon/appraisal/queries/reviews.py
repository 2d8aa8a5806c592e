"""The readings of a project as the officer follows them: who, where they stand, and the marks."""

from dataclasses import dataclass

from jalon.accounts.actor import Actor
from jalon.appraisal.models import Review
from jalon.appraisal.models.review import READERS
from jalon.appraisal.queries.marking import Given, Retained, given_marks, retained, shown_to
from jalon.appraisal.states import ACTIVE
from jalon.calls.content import GridLine, grid
from jalon.calls.models import CallVersion
from jalon.projects.models import Project


@dataclass(frozen=True)
class Readings:
    """`given` and `retained`: only what this actor may see yet."""

    reviews: list[Review]
    lines: list[GridLine]
    given: list[Given]
    retained: Retained | None
    wanted: int

    @property
    def active(self) -> list[Review]:
        return [one for one in self.reviews if one.state in ACTIVE]

    @property
    def is_one_wanted(self) -> bool:
        """Whether somebody is still to be found to read."""
        return len(self.active) < self.wanted

    @property
    def reopened(self) -> list[tuple[Review, str]]:
        """The readings that were reopened, and why."""
        return [
            (one, round_.reopening)
            for one in self.reviews
            for round_ in one.rounds.all()
            if round_.reopening
        ]


def readings_of(project: Project, version: CallVersion, actor: Actor) -> Readings:
    """In five statements at most, whatever the number of readers."""
    found = project.reviews.select_related(
        "reviewer__user", "reviewer__organisation", "assigned_by"
    ).prefetch_related("rounds")
    reviews = list(found.order_by("place", "pk"))
    given = given_marks(shown_to(actor, reviews))
    kept = retained(given, version)
    wanted = READERS + 1 if kept and kept.is_gap_large else READERS
    return Readings(reviews, grid(version.grid), given, kept, wanted)
