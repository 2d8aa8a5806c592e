"""Who may know of a fact: the rule of the streams, the same as the row security of the journal."""

from datetime import datetime
from typing import NamedTuple


class Reach(NamedTuple):
    """What one hat reaches of one dossier: the letters of `jalon_reach`.

    A person in her own name has no organisation.

    `degree` is how widely the team must be readable for a colleague to see this hat there: t (as
    the référent is), m, or T when the mere name of its body is sensitive. `ends`: when an
    exceptional access lapses.
    """

    organisation: int | None
    letters: frozenset[str]
    degree: str
    ends: datetime | None


class Seat(NamedTuple):
    """The seat that a fact is about, and the degree of the team at which it is seen."""

    degree: str
    affiliation: int | None


NOBODY = Seat("", None)  # a seat that is no longer there


class Secret(NamedTuple):
    """What one must reach to know of a fact.

    `need` is a block; `audience`, when set, the one organisation that may know; `masked`, the body
    that wrote when its mere name is sensitive; `seat`, the one it is about.
    """

    need: str
    audience: int | None = None
    masked: int | None = None
    seat: Seat | None = None

    def is_open_to(self, hat: int, reach: Reach) -> bool:
        return (
            ("m" if self.need == "T" else self.need) in reach.letters
            and self.audience in {None, reach.organisation}
            and (self.masked in {None, reach.organisation} or "T" in reach.letters)
            and (
                self.seat is None
                or self.seat.degree in reach.letters
                or self.seat.affiliation == hat
            )
        )
