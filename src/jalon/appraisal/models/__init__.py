from jalon.appraisal.models.appraisal import Appraisal, Remark
from jalon.appraisal.models.decision import Announcement, Decision, Outcome
from jalon.appraisal.models.opinion import Opinion, Verdict
from jalon.appraisal.models.result import AnnouncementPlan, Laureate, ResultFile, ResultLetter
from jalon.appraisal.models.review import Mark, Review, Round
from jalon.appraisal.models.scenario import Choice, Scenario

__all__ = [
    "Announcement", "AnnouncementPlan", "Appraisal", "Choice", "Decision", "Laureate", "Mark",
    "Opinion", "Outcome", "Remark", "ResultFile", "ResultLetter", "Review", "Round", "Scenario",
    "Verdict",
]  # fmt: skip
