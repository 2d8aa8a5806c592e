from pathlib import Path

import pytest

from jalon.calls.states import KNOWN_TO_ALL, CallState, NotFromThisState, after, diagram

ADR = Path(__file__).resolve().parents[2] / "docs" / "adr" / "0017-the-desk-for-calls.md"


def test_the_documentation_draws_the_machine():
    assert diagram() in ADR.read_text()


def test_a_move_leads_somewhere_or_is_refused():
    assert after("draft", "publish") == CallState.PUBLISHED
    with pytest.raises(NotFromThisState):
        after("closed", "publish")


def test_nobody_else_knows_of_a_draft():
    assert set(CallState) - set(KNOWN_TO_ALL) == {CallState.DRAFT}
