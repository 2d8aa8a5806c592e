"""How far a cell of the matrix opens a block."""

from enum import StrEnum


class Level(StrEnum):
    """As written in the matrix. Those of OPENING, and ADDRESSED, open rows."""

    WRITE = "W"
    READ = "R"
    IMPACT = "impact"  # what the obstacle prevents, without who said so
    ADDRESSED = "r"  # what a référent has addressed to the reader's organisation
    OWN = "own"  # what the reader's own organisation wrote
    MASKED = "m"  # the team without the bodies whose mere name is sensitive
    REFERENT = "referent"  # of the team, the référent alone
    OUTLINE = "outline"  # that it exists, of what nature and when; nothing of what it says
    CODED = "coded"  # without identity: flags, months, coarse values
    ON_REQUEST = "on_request"  # when the person has asked for something, through that request
    FIGURES = "figures"  # numbers of groups too large for anybody to be recognised
    NOTHING = "-"


# What each level contains: a level may be narrowed to one of these, never widened.
CONTAINS: dict[Level, frozenset[Level]] = {
    Level.WRITE: frozenset(Level),
    Level.READ: frozenset(Level) - {Level.WRITE, Level.OWN},
    Level.IMPACT: frozenset({Level.IMPACT, Level.ADDRESSED, Level.FIGURES, Level.NOTHING}),
    Level.MASKED: frozenset({Level.MASKED, Level.REFERENT, Level.NOTHING}),
    Level.ADDRESSED: frozenset({Level.ADDRESSED, Level.NOTHING}),
    Level.OWN: frozenset({Level.OWN, Level.NOTHING}),
    Level.REFERENT: frozenset({Level.REFERENT, Level.NOTHING}),
    Level.OUTLINE: frozenset({Level.OUTLINE, Level.FIGURES, Level.NOTHING}),
    Level.CODED: frozenset({Level.CODED, Level.FIGURES, Level.NOTHING}),
    Level.ON_REQUEST: frozenset({Level.ON_REQUEST, Level.NOTHING}),
    Level.FIGURES: frozenset({Level.FIGURES, Level.NOTHING}),
    Level.NOTHING: frozenset({Level.NOTHING}),
}

WRITING = frozenset({Level.WRITE, Level.OWN})
# Levels that open the rows of the block in a dossier to which the reader is linked.
OPENING = frozenset(
    {Level.WRITE, Level.READ, Level.IMPACT, Level.OWN, Level.MASKED, Level.REFERENT}
)
