"""A move leads where its table says, or is refused in the words of the state."""

from enum import StrEnum

import pytest

from jalon.kernel.errors import Refused
from jalon.kernel.moves import follow


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"

    @property
    def label(self):
        return {"open": "ouverte", "shut": "fermée"}[self.value]


class Stuck(Refused):
    pass


MOVES = {Door.OPEN: {"close": Door.SHUT}, Door.SHUT: {}}


def test_it_leads_where_the_table_says():
    assert follow(MOVES, Door.OPEN, "close", Stuck, "Elle est %(state)s.") is Door.SHUT


@pytest.mark.parametrize(("state", "said"), [("open", "ouverte"), ("shut", "fermée")])
def test_a_move_that_is_not_there_is_refused_in_words(state, said):
    with pytest.raises(Stuck, match=f"Elle est {said}"):
        follow(MOVES, Door(state), "open", Stuck, "Elle est %(state)s.")
