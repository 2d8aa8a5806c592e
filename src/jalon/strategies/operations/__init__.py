from jalon.strategies.operations.add_strategy_step import add_strategy_step
from jalon.strategies.operations.adopt_agreed_strategy import adopt_agreed_strategy
from jalon.strategies.operations.adopt_strategy import adopt_strategy
from jalon.strategies.operations.declare_means import declare_means
from jalon.strategies.operations.discard_strategy import discard_strategy
from jalon.strategies.operations.draft_strategy import draft_strategy
from jalon.strategies.operations.propose_strategy import propose_strategy
from jalon.strategies.operations.remove_strategy_step import remove_strategy_step
from jalon.strategies.operations.revise_strategy_step import revise_strategy_step
from jalon.strategies.operations.withdraw_strategy import withdraw_strategy

__all__ = [
    "add_strategy_step",
    "adopt_agreed_strategy",
    "adopt_strategy",
    "declare_means",
    "discard_strategy",
    "draft_strategy",
    "propose_strategy",
    "remove_strategy_step",
    "revise_strategy_step",
    "withdraw_strategy",
]
