from jalon.appraisal.models.appraisal import Appraisal, Remark
from jalon.appraisal.models.decision import Announcement, Decision, Outcome
from jalon.appraisal.models.opinion import Opinion, Verdict
from jalon.appraisal.models.review import Mark, Review, Round
from jalon.appraisal.models.scenario import Choice, Scenario

__all__ = [
    "Announcement", "Appraisal", "Choice", "Decision", "Mark", "Opinion", "Outcome", "Remark",
    "Review", "Round", "Scenario", "Verdict",
]  # fmt: skip
