"""The facts of appraisals, in the past tense. Codes are stored for ever: never rename one.

They concern no person, and are known to the body that called alone: neither the candidates nor
the bodies that are asked read any of them. A correction is a fact of the project, for its carrier.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class AppraisalFact:
    """What all facts of an appraisal share; `caller_id`: the body that called."""

    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    project_id: int
    caller_id: int

    @property
    def stream(self) -> str:
        return f"appraisal/{self.project_id}"

    @property
    def audience(self) -> int | None:
        return self.caller_id


@dataclass(frozen=True)
class AdmissibilityDeclared(AppraisalFact):
    """`answer`: admissible or inadmissible."""

    kind: ClassVar[str] = "admissibility.declared"
    answer: str


@dataclass(frozen=True)
class RemarkWritten(AppraisalFact):
    """A note between officers."""

    kind: ClassVar[str] = "remark.written"
    remark_id: int


@dataclass(frozen=True)
class CorrectionAsked:
    """The State asked to correct these parts of a filed project: its carrier knows of it."""

    kind: ClassVar[str] = "correction.asked"
    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    project_id: int
    carrier_id: int
    correction_id: int
    fields: tuple[str, ...]

    @property
    def stream(self) -> str:
        return f"project/{self.project_id}"

    @property
    def audience(self) -> int | None:
        return self.carrier_id


@dataclass(frozen=True)
class ReviewAssigned(AppraisalFact):
    """A reading was entrusted to somebody; `place` is 3 for the one asked when two differ."""

    kind: ClassVar[str] = "review.assigned"
    review_id: int
    place: int


@dataclass(frozen=True)
class ReviewReplaced(AppraisalFact):
    """The officer took a reading back from whoever had it."""

    kind: ClassVar[str] = "review.replaced"
    review_id: int


@dataclass(frozen=True)
class InterestsDeclared(AppraisalFact):
    """Before the first reading; `is_recused`: they have one, and do not read."""

    kind: ClassVar[str] = "interests.declared"
    review_id: int
    is_recused: bool


@dataclass(frozen=True)
class MarksWritten(AppraisalFact):
    """Marks were put down, and are still the reader's own."""

    kind: ClassVar[str] = "marks.written"
    review_id: int
    mark_count: int


@dataclass(frozen=True)
class ReviewGiven(AppraisalFact):
    """The marks are frozen; `digest`: their fingerprint."""

    kind: ClassVar[str] = "review.given"
    review_id: int
    digest: str


@dataclass(frozen=True)
class ReviewReopened(AppraisalFact):
    """The officer had it taken up again; what had been given is kept."""

    kind: ClassVar[str] = "review.reopened"
    review_id: int


@dataclass(frozen=True)
class OpinionAsked(AppraisalFact):
    """A body was asked its opinion; `replaces_id`: of the request that it takes over."""

    kind: ClassVar[str] = "opinion.asked"
    opinion_id: int
    body_id: int
    replaces_id: int | None


@dataclass(frozen=True)
class OpinionReminded(AppraisalFact):
    """The time to answer is nearly over: the body was told by mail."""

    kind: ClassVar[str] = "opinion.reminded"
    opinion_id: int


@dataclass(frozen=True)
class OpinionAnswered(AppraisalFact):
    """`answer`: favourable, reserved or unfavourable."""

    kind: ClassVar[str] = "opinion.answered"
    opinion_id: int
    answer: str


@dataclass(frozen=True)
class ProjectDecided(AppraisalFact):
    """`answer`: selected, reserve or not_selected; nobody outside knows of it yet."""

    kind: ClassVar[str] = "project.decided"
    decision_id: int
    answer: str


@dataclass(frozen=True)
class ResultsAnnounced:
    """All the results of a call are known, at once."""

    kind: ClassVar[str] = "results.announced"
    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    call_id: int
    decision_count: int

    @property
    def stream(self) -> str:
        return f"call/{self.call_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class ResultLetterDrawn(AppraisalFact):
    """`digest`: the fingerprint of the file, which is given as it is from now on."""

    kind: ClassVar[str] = "result_letter.drawn"
    digest: str


@dataclass(frozen=True)
class ScenarioFact:
    """What all facts of a scenario share; `caller_id`: the body that called, which alone knows."""

    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    scenario_id: int
    call_id: int
    caller_id: int

    @property
    def stream(self) -> str:
        return f"arbitration/{self.call_id}"

    @property
    def audience(self) -> int | None:
        return self.caller_id


@dataclass(frozen=True)
class ScenarioDrafted(ScenarioFact):
    """A way of arbitrating a call, with its constraints; `based_on_id`: the one it copies."""

    kind: ClassVar[str] = "scenario.drafted"
    based_on_id: int | None


@dataclass(frozen=True)
class ScenarioRevised(ScenarioFact):
    """Its name or its constraints changed."""

    kind: ClassVar[str] = "scenario.revised"


@dataclass(frozen=True)
class ScenarioFilled(ScenarioFact):
    """The best sum of marks under its constraints was computed, and put in it."""

    kind: ClassVar[str] = "scenario.filled"
    selected_count: int


@dataclass(frozen=True)
class ProjectsChosen(ScenarioFact):
    """Somebody said by hand what it makes of the projects."""

    kind: ClassVar[str] = "projects.chosen"
    selected_count: int


@dataclass(frozen=True)
class ScenarioTaken(ScenarioFact):
    """Its choices became decisions, by the authority that decides."""

    kind: ClassVar[str] = "scenario.taken"
    decision_count: int


@dataclass(frozen=True)
class ScenarioDiscarded(ScenarioFact):
    """It was deleted, with its choices: it had not become decisions."""

    kind: ClassVar[str] = "scenario.discarded"


@dataclass(frozen=True)
class AnnouncementPlanned:
    """The day of the results was said, or moved: everybody reads it."""

    kind: ClassVar[str] = "announcement.planned"
    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    call_id: int
    planned_on: date

    @property
    def stream(self) -> str:
        return f"call/{self.call_id}"

    @property
    def audience(self) -> int | None:
        return None
