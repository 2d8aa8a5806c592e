"""What the state of a goal or a step allows. One table: the tests walk through all of it."""

from typing import Final

from jalon.plans.models import State

# What is done → the states it may be done in.
ALLOWED: Final[dict[str, frozenset[State]]] = {
    "reword": frozenset({State.PROPOSED}),
    "accept": frozenset({State.PROPOSED}),
    "decline": frozenset({State.PROPOSED}),
    "start": frozenset({State.ACCEPTED}),
    "finish": frozenset({State.ACCEPTED, State.IN_PROGRESS}),
    "abandon": frozenset({State.PROPOSED, State.ACCEPTED, State.IN_PROGRESS}),
    "disavow": frozenset({State.PROPOSED, State.ACCEPTED, State.IN_PROGRESS}),
    "reopen": frozenset({State.DONE, State.DECLINED, State.ABANDONED}),
}


def allows(state: str, verb: str) -> bool:
    return State(state) in ALLOWED[verb]
