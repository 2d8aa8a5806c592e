"""The matrix can be narrowed by a deployment, never widened; its names are those of the house."""

import datetime as dt

import pytest

from jalon.access.policy import capacities
from jalon.access.policy.blocks import THEME_BLOCKS, Block
from jalon.access.policy.capacities import Capacity, seated_capacity
from jalon.access.policy.effective import PolicyError, as_text, digest, effective, read_narrowings
from jalon.access.policy.levels import CONTAINS, OPENING, Level
from jalon.access.policy.matrix import BASES, MATRIX
from jalon.access.policy.rights import Links, rights_of_hat, rights_of_person
from jalon.accounts.kinds import SENSITIVE_KINDS, OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import THEMES, TeamRole

DAY = dt.date(2026, 11, 24)
FILE = """
[[narrow]]
capacity = "{capacity}"
block = "{block}"
level = "{level}"
since = {since}
decision = "{decision}"
"""


def narrowing(tmp_path, **changes):
    said = {
        "capacity": "employment_advisor",
        "block": "B",
        "level": "r",
        "since": "2026-11-24",
        "decision": "avis du DPO du 12 novembre 2026",
    }
    file = tmp_path / "policy.toml"
    file.write_text(FILE.format(**said | changes))
    return file


def test_a_cell_is_narrowed_from_a_day_on(tmp_path):
    decided = read_narrowings(narrowing(tmp_path))

    before = effective(decided, on=DAY - dt.timedelta(days=1))
    after = effective(decided, on=DAY)

    assert before == MATRIX
    assert after[Capacity.EMPLOYMENT_ADVISOR][Block.BARRIERS].level is Level.ADDRESSED
    assert digest(after) != digest(MATRIX)
    changed = set(as_text(after).splitlines()) - set(as_text(MATRIX).splitlines())
    assert changed == {"employment_advisor B r"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"level": "W"}, "employment_advisor has R on B; W would widen it"),
        ({"capacity": "manager", "block": "N", "level": "R"}, "manager has - on N; R would widen"),
        ({"capacity": "boss"}, "'boss' is not a valid Capacity"),
        ({"block": "Z"}, "'Z' is not a valid Block"),
        ({"level": "lit"}, "'lit' is not a valid Level"),
        ({"decision": " "}, "give `since` (a day) and `decision`"),
        ({"since": '"demain"'}, "give `since` (a day) and `decision`"),
    ],
)
def test_what_would_widen_or_says_nothing_is_refused(tmp_path, changes, said):
    with pytest.raises(PolicyError) as refusal:
        read_narrowings(narrowing(tmp_path, **changes))

    assert said in str(refusal.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(PolicyError, match=r"absent\.toml"):
        read_narrowings(tmp_path / "absent.toml")


def test_no_role_reads_everything_and_every_cell_has_its_text():
    for capacity, row in MATRIX.items():
        assert set(row) == set(Block)
        if capacity is not Capacity.PERSON:
            assert any(cell.level is Level.NOTHING for cell in row.values())
        for cell in row.values():
            assert cell.basis in BASES
            assert (cell.level is Level.NOTHING) == (cell.basis == "nothing")


@pytest.mark.parametrize("block", [Block.HEALTH, Block.JUSTICE, Block.MONEY, Block.NOTES])
def test_the_review_panel_never_reads_what_is_most_private(block):
    panel = MATRIX[Capacity.REVIEW_PANEL]

    assert {panel[block].level, panel[Block.WORKING_NOTES].level} == {Level.NOTHING}


def test_the_payer_never_sees_the_assessment():
    payer = MATRIX[Capacity.PAYER]

    assert {payer[b].level for b in (Block.BARRIERS, Block.HOUSING, Block.MONEY, Block.HEALTH)} == {
        Level.NOTHING
    }


def test_names_are_those_of_the_house():
    assert set(capacities.OF_KIND) <= set(OrganisationKind.values)
    assert set(capacities.OF_ROLE) | capacities.REFERENT_ROLES == set(AffiliationRole.values)
    assert capacities.REFERENT_SEAT in TeamRole.values
    assert set(capacities.SENSITIVE_KINDS) == SENSITIVE_KINDS
    assert set(THEME_BLOCKS) <= set(THEMES)


def test_a_level_contains_itself_and_nothing_wider():
    for level, contained in CONTAINS.items():
        assert level in contained
        for other in contained - {level}:
            assert level not in CONTAINS[other]


@pytest.mark.parametrize(
    ("kind", "role", "seat", "expected"),
    [
        ("departement", "professional", "referent", Capacity.REFERENT),
        ("departement", "manager", "referent", Capacity.REFERENT),
        ("departement", "orientation_officer", "referent", Capacity.REFERENT),
        ("departement", "review_panel", "referent", Capacity.REVIEW_PANEL),
        ("departement", "orientation_officer", "co_advisor", Capacity.ORIENTATION_OFFICER),
        ("ccas", "professional", "co_advisor", Capacity.SOCIAL_ADVISOR),
        ("france_travail", "professional", "partner", Capacity.EMPLOYMENT_ADVISOR),
        ("caf", "professional", "partner", Capacity.PAYER),
        ("siae", "professional", "partner", Capacity.OFFER),
        ("cpam", "professional", "partner", Capacity.SOLUTION),
        ("women_rights", "professional", "partner", Capacity.SENSITIVE_BODY),
        ("departement", "administrator", "co_advisor", Capacity.ADMINISTRATOR),
    ],
)
def test_in_what_capacity_a_hat_holds_its_seat(kind, role, seat, expected):
    assert seated_capacity(kind, role, seat) is expected


def rights(kind="departement", role="professional", **links):
    return rights_of_hat(MATRIX, kind, role, Links(**links))


def test_without_a_link_nothing_exists():
    assert rights(has_secrecy=True, addressed=("B", "S")).is_empty


def test_secrecy_is_asked_where_the_table_has_a_star():
    assert not rights(seats=("referent",)).reads(Block.HEALTH)
    assert rights(seats=("referent",), has_secrecy=True).writes(Block.HEALTH)


def test_what_is_addressed_opens_one_block_to_a_seated_body_alone():
    offer = rights("siae", seats=("partner",), addressed=("B",))

    assert offer.reads(Block.BARRIERS)
    assert not offer.writes(Block.BARRIERS)
    assert not rights("siae", addressed=("B",)).reads(Block.BARRIERS)
    assert not rights("siae", "manager", is_managed=True, addressed=("N",)).reads(Block.NOTES)


def test_an_objection_closes_a_block_or_all_except_in_an_emergency():
    assert not rights(seats=("referent",), objected=("C",)).reads(Block.CONTACT)
    assert rights(seats=("referent",), objected=("C",)).reads(Block.IDENTITY)
    assert rights(seats=("referent",), objected=("",)).is_empty
    assert rights(is_urgent=True, objected=("",)).reads(Block.IDENTITY)


def test_the_wider_of_two_links_counts():
    both = rights("france_travail", "manager", seats=("co_advisor",), is_managed=True)

    assert both.levels[Block.TEAM] is Level.READ
    assert both.sees_masked_bodies
    assert both.writes(Block.PROFILE)
    assert not rights("france_travail", seats=("co_advisor",)).sees_masked_bodies


def test_a_manager_reads_for_supervision_and_writes_nothing():
    manager = rights(role="manager", is_managed=True)

    assert {block.value for block in manager.levels} == set("ICRPKAET")
    assert not any(manager.writes(block) for block in Block)
    assert rights(role="professional", is_managed=True).is_empty


def test_an_officer_reads_the_team_and_the_register_alone():
    assert set(rights(role="data_protection", is_officer=True).levels) == {
        Block.TEAM,
        Block.ACCESS_LOG,
    }
    assert rights(role="data_protection", seats=("co_advisor",)).is_empty


def test_the_person_reads_all_but_the_working_notes_of_others():
    own = rights_of_person(MATRIX)

    assert set(Block) - set(own.levels) == {Block.WORKING_NOTES}
    assert set(own.levels.values()) <= OPENING
