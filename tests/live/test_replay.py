"""A fact read again from the journal changes the same blocks as when it was told."""

import pytest

from jalon.dossiers.events import BlockRevised, MemberLeft, NoteWritten
from jalon.journal.record import Fact, payload_of
from jalon.live.replay import blocks_of


@pytest.mark.parametrize(
    "fact",
    [
        BlockRevised(dossier_id=1, block="work", fields=("situation",)),
        NoteWritten(dossier_id=1, note_id=2, private_to=None, block="N"),
        MemberLeft(dossier_id=1, membership_id=3),
    ],
    ids=lambda fact: fact.kind,
)
def test_a_replayed_fact_changes_the_blocks_it_changed(fact: Fact) -> None:
    assert blocks_of(fact.kind, payload_of(fact)) == list(fact.blocks)


@pytest.mark.parametrize(
    ("kind", "payload"), [("unknown.kind", {}), ("note.written", {"other": "fields"})]
)
def test_a_fact_of_another_version_asks_every_block(kind: str, payload: dict[str, str]) -> None:
    assert blocks_of(kind, payload) == []
