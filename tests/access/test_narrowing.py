"""What a deployment decides about the table: which day, which cell, and what is not followed."""

import datetime as dt
from hashlib import sha256

import pytest

from jalon.access.policy.blocks import Block
from jalon.access.policy.capacities import Capacity
from jalon.access.policy.effective import (
    Narrowing,
    PolicyError,
    as_text,
    digest,
    effective,
    read_narrowings,
)
from jalon.access.policy.levels import Level
from jalon.access.policy.matrix import MATRIX, Cell

DAY = dt.date(2026, 11, 24)


def decided(level, since, block=Block.CONTACT, capacity=Capacity.REFERENT):
    return Narrowing(capacity, block, level, since, "avis")


def test_the_later_of_two_decisions_stands_from_its_day():
    both = [
        decided(Level.READ, DAY + dt.timedelta(days=2)),
        decided(Level.NOTHING, DAY),
    ]

    levels = [
        effective(both, on=DAY + dt.timedelta(days=days))[Capacity.REFERENT][Block.CONTACT].level
        for days in (-1, 0, 1, 2, 3)
    ]

    assert levels == ["W", "-", "-", "R", "R"]
    assert MATRIX[Capacity.REFERENT][Block.CONTACT].level is Level.WRITE


def test_a_narrowed_cell_keeps_its_star_and_its_text():
    matrix = effective([decided(Level.READ, DAY, Block.HEALTH)], on=DAY)

    before = MATRIX[Capacity.REFERENT][Block.HEALTH]
    assert matrix[Capacity.REFERENT][Block.HEALTH] == Cell(Level.READ, True, before.basis)
    assert "referent S R*" in as_text(matrix).splitlines()
    assert "referent A W" in as_text(matrix).splitlines()


def test_a_state_of_the_table_has_the_name_of_its_text():
    text = as_text(MATRIX)

    assert len(text.splitlines()) == len(Capacity) * len(Block)
    assert digest(MATRIX) == sha256(text.encode()).hexdigest()


ENTRY = """
[[narrow]]
capacity = "referent"
block = "C"
level = "R"
since = {since}
decision = " {decision} "
"""


def read(tmp_path, *entries):
    file = tmp_path / "narrow.toml"
    file.write_text("\n".join(entries))
    return read_narrowings(file)


def test_every_decision_of_the_file_is_read(tmp_path):
    first = ENTRY.format(since="2026-11-24", decision="avis")
    second = ENTRY.format(since="2026-12-01", decision="avis")

    assert read(tmp_path, first, second) == [
        decided(Level.READ, DAY), decided(Level.READ, dt.date(2026, 12, 1)),
    ]  # fmt: skip
    assert read(tmp_path, "# nothing narrower here") == []
    assert repr(decided(Level.READ, DAY)).startswith("Narrowing(")
    with pytest.raises(AttributeError):
        decided(Level.READ, DAY).decision = ""


NO_TEXT = "narrow 2: 'int' object has no attribute 'strip'"
SAID = "narrow 2: give `since` (a day) and `decision` (a reference)"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (ENTRY.format(since="2026-11-24T10:00:00", decision="avis"), SAID),
        (ENTRY.format(since="2026-11-24", decision=""), SAID),
        (ENTRY.format(since="2026-11-24", decision="a").replace('"C"', '"L"'),
         "narrow 2: referent has - on L; R would widen it"),
        ('[[narrow]]\ncapacity = "referent"', "narrow 2: 'block'"),
        (ENTRY.format(since="2026-11-24", decision="a").replace('" a "', "3"), NO_TEXT),
    ],
)  # fmt: skip
def test_a_decision_that_is_not_followed_is_named(tmp_path, entry, said):
    with pytest.raises(PolicyError, match="narrow 2: ") as refusal:
        read(tmp_path, ENTRY.format(since="2026-11-24", decision="avis"), entry)

    assert str(refusal.value) == said


def test_a_file_that_is_not_written_so_is_named(tmp_path):
    with pytest.raises(PolicyError) as refusal:
        read(tmp_path, "[[narrow")

    assert str(refusal.value).startswith("narrow.toml: Expected")
    assert isinstance(refusal.value, ValueError)
