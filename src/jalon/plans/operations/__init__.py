from jalon.plans.operations.abandon_goal import abandon_goal
from jalon.plans.operations.abandon_step import abandon_step
from jalon.plans.operations.accept_goal import accept_goal
from jalon.plans.operations.accept_step import accept_step
from jalon.plans.operations.decline_goal import decline_goal
from jalon.plans.operations.decline_step import decline_step
from jalon.plans.operations.disavow_goal import disavow_goal
from jalon.plans.operations.disavow_step import disavow_step
from jalon.plans.operations.finish_step import finish_step
from jalon.plans.operations.propose_goal import propose_goal
from jalon.plans.operations.propose_step import NotTheSameGoal, StepInThePast, propose_step
from jalon.plans.operations.reach_goal import reach_goal
from jalon.plans.operations.reopen_goal import reopen_goal
from jalon.plans.operations.reopen_step import reopen_step
from jalon.plans.operations.reorder_plan import reorder_plan
from jalon.plans.operations.reword_goal import reword_goal
from jalon.plans.operations.reword_step import reword_step
from jalon.plans.operations.start_step import start_step

__all__ = [
    "NotTheSameGoal",
    "StepInThePast",
    "abandon_goal",
    "abandon_step",
    "accept_goal",
    "accept_step",
    "decline_goal",
    "decline_step",
    "disavow_goal",
    "disavow_step",
    "finish_step",
    "propose_goal",
    "propose_step",
    "reach_goal",
    "reopen_goal",
    "reopen_step",
    "reorder_plan",
    "reword_goal",
    "reword_step",
    "start_step",
]
