"""The blocks of a dossier: the smallest parts that a right can open or close."""

from enum import StrEnum


class Block(StrEnum):
    """One letter each, as in the journal and in the database: never rename one."""

    IDENTITY = "I"
    CONTACT = "C"
    RIGHTS = "R"
    PROFILE = "P"
    BARRIERS = "B"
    HOUSING = "H"
    MONEY = "F"
    HEALTH = "S"
    JUSTICE = "J"
    CONTRACT = "K"
    APPOINTMENTS = "A"
    NOTES = "N"
    WORKING_NOTES = "W"
    SANCTIONS = "X"
    EMPLOYMENT = "E"
    TEAM = "T"
    ACCESS_LOG = "L"


# Themes of obstacles that belong to a block of their own; every other theme is in BARRIERS.
THEME_BLOCKS: dict[str, Block] = {
    "sante": Block.HEALTH,
    "logement-hebergement": Block.HOUSING,
    "difficultes-financieres": Block.MONEY,
}


# The parts of a dossier that are one form, by the name the pages give them.
SECTION_BLOCKS: dict[str, Block] = {
    "identity": Block.IDENTITY,
    "contact": Block.CONTACT,
    "household": Block.BARRIERS,
    "rights": Block.RIGHTS,
    "education": Block.PROFILE,
    "work": Block.PROFILE,
}
# What lists of partners propose: these, and the numbers of a person.
PROPOSED_BLOCKS: dict[str, Block] = {**SECTION_BLOCKS, "numbers": Block.IDENTITY}


def block_of_theme(theme: str) -> Block:
    """The block under which an obstacle of this theme is read."""
    return THEME_BLOCKS.get(theme, Block.BARRIERS)
