from jalon.strategies.operations.add_step import add_step
from jalon.strategies.operations.adopt_strategy import adopt_strategy
from jalon.strategies.operations.declare_means import declare_means
from jalon.strategies.operations.discard_draft import discard_draft
from jalon.strategies.operations.draft_strategy import draft_strategy
from jalon.strategies.operations.propose_strategy import propose_strategy
from jalon.strategies.operations.remove_step import remove_step
from jalon.strategies.operations.revise_step import revise_step
from jalon.strategies.operations.withdraw_proposal import withdraw_proposal

__all__ = [
    "add_step",
    "adopt_strategy",
    "declare_means",
    "discard_draft",
    "draft_strategy",
    "propose_strategy",
    "remove_step",
    "revise_step",
    "withdraw_proposal",
]
