from jalon.deadlines.models.deadline import Deadline, DeadlineState
from jalon.deadlines.models.milestone import DossierMilestone
from jalon.deadlines.models.recomputation import Recomputation

__all__ = ["Deadline", "DeadlineState", "DossierMilestone", "Recomputation"]
