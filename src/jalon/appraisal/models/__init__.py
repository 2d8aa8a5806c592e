from jalon.appraisal.models.appraisal import Appraisal, Remark
from jalon.appraisal.models.decision import Announcement, Decision, Outcome
from jalon.appraisal.models.opinion import Opinion, Verdict
from jalon.appraisal.models.review import Mark, Review, Round

__all__ = [
    "Announcement", "Appraisal", "Decision", "Mark", "Opinion", "Outcome", "Remark", "Review",
    "Round", "Verdict",
]  # fmt: skip
