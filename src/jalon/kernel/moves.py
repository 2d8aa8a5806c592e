"""Tables of states: where a move leads, or the refusal that says where things stand."""

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from jalon.kernel.errors import Refused


class Labelled(Protocol):
    """A state with the words that people read."""

    @property
    def label(self) -> Any: ...


State = TypeVar("State", bound=Labelled)


def follow(
    moves: Mapping[State, Mapping[str, State]],
    state: State,
    move: str,
    refusal: type[Refused],
    words: str,
) -> State:
    """The state after this move. `words` hold %(state)s. Raises `refusal` when there is none."""
    found = moves[state].get(move)
    if found is None:
        raise refusal(words % {"state": state.label})
    return found
