from jalon.plans.models.goal import Goal, GoalTheme
from jalon.plans.models.step import Bearer, Effect, Step
from jalon.plans.models.step_photo import StepPhoto
from jalon.plans.models.two_sided import LIVE, OVER, Side, State, TwoSided

__all__ = [
    "LIVE",
    "OVER",
    "Bearer",
    "Effect",
    "Goal",
    "GoalTheme",
    "Side",
    "State",
    "Step",
    "StepPhoto",
    "TwoSided",
]
