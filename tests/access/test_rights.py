"""Each word of the table of rights, one by one: what mutation testing asks of the tests."""

from itertools import pairwise

import pytest

from jalon.access.policy.blocks import (
    PROPOSED_BLOCKS,
    SECTION_BLOCKS,
    THEME_BLOCKS,
    Block,
    block_of_theme,
)
from jalon.access.policy.capacities import (
    SENSITIVE_KINDS,
    WITHOUT_DOSSIERS,
    Capacity,
    seated_capacity,
)
from jalon.access.policy.levels import CONTAINS, Level
from jalon.access.policy.matrix import MATRIX, Cell
from jalon.access.policy.rights import (
    NO_RIGHTS,
    WIDEST,
    Links,
    Rights,
    limited_blocks,
    outlines_contracts,
    rights_of_hat,
    rights_of_person,
)

# In the journal and in the database for ever: none of these names may change.
CAPACITIES = (
    "person referent social_advisor employment_advisor orientation_officer review_panel payer "
    "offer solution sensitive_body manager emergency steering evaluator data_protection "
    "administrator"
)
LEVELS = "W R impact r own m referent outline coded on_request figures -"


def with_level(capacity, level, needs_secrecy=False, block=Block.APPOINTMENTS):
    """A matrix where one capacity has this level, and no other, on this block."""
    row = {block: Cell(Level.NOTHING, False, "nothing") for block in Block}
    return MATRIX | {capacity: row | {block: Cell(level, needs_secrecy, "support")}}


def on(matrix, kind="departement", role="professional", **links):
    return rights_of_hat(matrix, kind, role, Links(**links))


def test_names_that_are_kept_for_ever():
    assert list(Capacity) == CAPACITIES.split()
    assert list(Level) == LEVELS.split()
    assert list(Block) == list("ICRPBHFSJKANWXETL")


@pytest.mark.parametrize(
    ("kinds", "capacity"),
    [
        ("departement mds ccas association", "social_advisor"),
        ("france_travail mission_locale cap_emploi plie", "employment_advisor"),
        ("caf msa", "payer"),
        ("siae training employer", "offer"),
        ("justice child_protection addiction_care women_rights", "sensitive_body"),
        ("cpam housing anything", "solution"),
    ],
)
def test_a_professional_stands_in_the_row_of_the_body(kinds, capacity):
    assert {seated_capacity(kind, "professional", "partner") for kind in kinds.split()} == {
        capacity
    }


@pytest.mark.parametrize(
    "role",
    ["orientation_officer", "review_panel", "steering", "evaluator", "data_protection",
     "administrator"],
)  # fmt: skip
def test_some_roles_stand_in_one_row_whatever_the_body(role):
    assert seated_capacity("caf", role, "partner") == role


def test_who_is_sensitive_and_who_never_meets_a_dossier():
    assert SENSITIVE_KINDS == ("addiction_care", "child_protection", "justice", "women_rights")
    assert {"steering", "evaluator", "data_protection", "administrator"} == WITHOUT_DOSSIERS


@pytest.mark.parametrize("level", Level)
def test_what_a_level_opens(level):
    found = on(with_level(Capacity.REFERENT, level), seats=("referent",))

    assert found.reads(Block.APPOINTMENTS) is (level in {"W", "R", "own", "m", "referent"})
    assert found.knows(Block.APPOINTMENTS) is (found.reads(Block.APPOINTMENTS) or level == "impact")
    assert found.writes(Block.APPOINTMENTS) is (level in {"W", "own"})
    assert not found.reads(Block.NOTES)
    person = rights_of_person(with_level(Capacity.PERSON, level))
    assert person.levels == ({Block.APPOINTMENTS: level} if not found.is_empty else {})


@pytest.mark.parametrize(
    ("level", "narrower"),
    [
        ("W", LEVELS),
        ("R", "R impact r m referent outline coded on_request figures -"),
        ("impact", "impact r figures -"),
        ("m", "m referent -"),
        ("r", "r -"),
        ("own", "own -"),
        ("referent", "referent -"),
        ("outline", "outline figures -"),
        ("coded", "coded figures -"),
        ("on_request", "on_request -"),
        ("figures", "figures -"),
        ("-", "-"),
    ],
)
def test_what_a_level_may_be_narrowed_to(level, narrower):
    assert CONTAINS[Level(level)] == set(narrower.split())


@pytest.mark.parametrize(
    ("capacity", "links"),
    [
        (Capacity.MANAGER, {"role": "manager", "is_managed": True}),
        (Capacity.EMERGENCY, {"is_urgent": True}),
        (Capacity.DATA_PROTECTION, {"role": "data_protection", "is_officer": True}),
    ],
)
def test_nothing_is_addressed_to_those_who_hold_no_seat(capacity, links):
    matrix = with_level(capacity, Level.ADDRESSED)

    assert on(matrix, **links, addressed=("A",)).is_empty


def test_what_is_addressed_opens_where_the_table_says_so_alone():
    matrix = with_level(Capacity.OFFER, Level.ADDRESSED)

    assert on(matrix, "siae", seats=("partner",), addressed=("A",)).reads(Block.APPOINTMENTS)
    assert on(matrix, "siae", seats=("partner",), addressed=("B",)).is_empty
    assert on(matrix, "siae", seats=("partner",)).is_empty
    outline = with_level(Capacity.PAYER, Level.OUTLINE)
    assert on(outline, "caf", seats=("partner",), addressed=("A",)).is_empty


def test_an_objection_stops_neither_an_emergency_nor_the_officer():
    officer = {"role": "data_protection", "is_officer": True}

    assert on(MATRIX, is_urgent=True, objected=("I",)).reads(Block.IDENTITY)
    assert on(MATRIX, **officer, objected=("T", "")).reads(Block.TEAM)
    assert on(MATRIX, role="manager", is_managed=True, objected=("",)).is_empty


@pytest.mark.parametrize(
    ("limited", "is_kept"), [((), False), (("A",), True), (("",), True), (("C",), False)]
)
def test_what_a_request_of_the_person_limits_is_read_and_not_written(limited, is_kept):
    writer, reader = (
        on(with_level(Capacity.REFERENT, level), seats=("referent",), limited=limited)
        for level in (Level.WRITE, Level.READ)
    )

    assert writer.reads(Block.APPOINTMENTS)
    assert writer.writes(Block.APPOINTMENTS) is not is_kept
    assert writer.is_limited(Block.APPOINTMENTS) is is_kept
    # Her request is not what keeps from writing whoever could not anyway.
    assert not writer.is_limited(Block.NOTES)
    assert not reader.is_limited(Block.APPOINTMENTS)


def test_who_is_around_the_person_changes_whatever_is_limited():
    assert limited_blocks(()) == frozenset()
    assert limited_blocks(("A", "T")) == {Block.APPOINTMENTS}
    assert limited_blocks(("",)) == set(Block) - {Block.TEAM}


@pytest.mark.parametrize("level", Level)
def test_contracts_are_told_in_outline_where_the_table_says_so_unless_the_person_objects(level):
    def told(capacity=Capacity.REFERENT, **links):
        matrix = with_level(capacity, level, block=Block.CONTRACT)
        return outlines_contracts(matrix, "departement", "professional", Links(**links))

    seats, is_outlined = ("referent",), level == "outline"
    assert told(seats=seats) is is_outlined
    assert told(seats=seats, objected=("A",)) is is_outlined
    assert not told(seats=seats, objected=("",))
    assert not told(seats=seats, objected=("A", Block.CONTRACT.value))
    assert told(Capacity.EMERGENCY, is_urgent=True, objected=("",)) is is_outlined
    assert not told()


def test_a_manager_without_a_seat_of_the_body_meets_nothing():
    assert on(MATRIX, role="manager").is_empty
    assert on(MATRIX, is_managed=True).is_empty
    assert on(MATRIX, role="data_protection").is_empty
    assert on(MATRIX, role="data_protection", is_urgent=True).is_empty
    assert on(MATRIX, is_officer=True).is_empty


def test_the_referent_sees_every_body_and_most_others_do_not():
    assert on(MATRIX, seats=("referent",)).sees_masked_bodies
    assert on(MATRIX, role="manager", is_managed=True).sees_masked_bodies
    assert not on(MATRIX, "caf", seats=("partner",)).sees_masked_bodies
    assert not NO_RIGHTS.sees_masked_bodies


def test_secrecy_is_asked_of_the_cell_and_given_by_the_habilitation():
    matrix = with_level(Capacity.REFERENT, Level.READ, needs_secrecy=True)

    assert on(matrix, seats=("referent",)).is_empty
    assert on(matrix, seats=("referent",), has_secrecy=True).reads(Block.APPOINTMENTS)


@pytest.mark.parametrize(("narrow", "wide"), list(pairwise(WIDEST)))
@pytest.mark.parametrize("urgent_is_wide", [True, False])
def test_the_wider_of_two_links_counts_in_any_order(narrow, wide, urgent_is_wide):
    seated, urgent = (narrow, wide) if urgent_is_wide else (wide, narrow)
    matrix = with_level(Capacity.REFERENT, seated)
    matrix[Capacity.EMERGENCY] = with_level(Capacity.EMERGENCY, urgent)[Capacity.EMERGENCY]

    found = on(matrix, seats=("referent",), is_urgent=True, addressed=("A",))

    # An emergency has no seat: what is addressed comes by the seat alone.
    expected = seated if urgent is Level.ADDRESSED else wide
    assert found.levels == {Block.APPOINTMENTS: expected}


def test_rights_are_what_they_say():
    assert NO_RIGHTS.is_empty
    assert Rights() == NO_RIGHTS
    assert not Rights({Block.TEAM: Level.READ}).is_empty
    assert Rights({Block.TEAM: Level.READ}).reads(Block.TEAM)
    assert not Rights({Block.TEAM: Level.READ}).writes(Block.TEAM)
    assert Links() == Links((), False, False, False, False, (), ())
    with pytest.raises(AttributeError):
        NO_RIGHTS.levels = {}
    with pytest.raises(AttributeError):
        Links().has_secrecy = True


def test_an_obstacle_belongs_to_the_block_of_its_theme():
    assert THEME_BLOCKS == {
        "sante": "S", "logement-hebergement": "H", "difficultes-financieres": "F",
    }  # fmt: skip
    assert block_of_theme("sante") is Block.HEALTH
    assert block_of_theme("mobilite") is Block.BARRIERS


def test_a_form_belongs_to_a_block():
    assert SECTION_BLOCKS == {
        "identity": "I", "contact": "C", "household": "B", "rights": "R", "education": "P",
        "work": "P",
    }  # fmt: skip
    assert PROPOSED_BLOCKS == SECTION_BLOCKS | {"numbers": "I"}
