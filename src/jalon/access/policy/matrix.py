"""The matrix: role × block × level, dated, each cell with what allows it.

A starting point, to be validated by the data-protection officer of each deployment, who can narrow
any cell (`effective`). `*` in a cell: only with an explicit, dated habilitation to professional
secrecy. Every right also needs an active link with the person and a hat in force.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from jalon.access.policy.blocks import Block
from jalon.access.policy.capacities import Capacity
from jalon.access.policy.levels import Level


def spoken(text: str) -> str:
    """Marks a text that the extraction of translations must find; no framework is known here."""
    return text


SINCE: Final = date(2026, 11, 1)

# What allows: short name → text, translated where it is shown.
BASES: Final[dict[str, str]] = {
    "support": spoken(
        "CASF, art. L.263-4-1 et R.263-1 : accompagnement, dans la limite du besoin d’en connaître"
    ),
    "secrecy": spoken(
        "CASF, art. L.263-4-1 ; code pénal, art. 226-13 et 226-14 : secret professionnel, "
        "habilitation expresse"
    ),
    "orientation": spoken("CASF, art. L.262-29 et D.262-65-2 : orientation"),
    "panel": spoken("CASF, art. L.262-39 : équipe pluridisciplinaire"),
    "benefit": spoken("CASF, art. L.262-16 et L.262-40 : gestion de l’allocation"),
    "offer": spoken(
        "CT, art. L.5132-1 et L.6351-1 ; RGPD, art. 6.1.e : action d’insertion prescrite"
    ),
    "solution": spoken("RGPD, art. 6.1.e : réponse à une demande de la personne"),
    "supervision": spoken("CASF, art. R.263-1 : encadrement des personnes habilitées"),
    "emergency": spoken(
        "RGPD, art. 6.1.d : intérêts vitaux ; accès exceptionnel motivé et contrôlé"
    ),
    "rights": spoken("RGPD, art. 12 à 22 : droits de la personne"),
    "figures": spoken("RGPD, art. 89 : statistiques, groupes où personne n’est reconnu"),
    "nothing": spoken("CASF, art. L.263-4-1 : au-delà du besoin d’en connaître"),
}


@dataclass(frozen=True)
class Cell:
    """How far one capacity goes in one block, whether secrecy must be sworn, and what allows it."""

    level: Level
    needs_secrecy: bool
    basis: str

    @property
    def legal_basis(self) -> str:
        return BASES[self.basis]


# One line per capacity, one word per block, in the order of Block; then the basis of the line.
ORDER: Final = "I C R P B H F S J K A N W X E T L"
TABLE: Final[dict[Capacity, tuple[str, str]]] = {
    Capacity.PERSON: ("R W R W W W W W W W W R - R W R R", "rights"),
    Capacity.REFERENT: ("W W R W W W W W* W* W W W own R W W -", "support"),
    Capacity.SOCIAL_ADVISOR: ("R W R R W W W r* r* W W W own - R m -", "support"),
    Capacity.EMPLOYMENT_ADVISOR: ("R R R W R r - r* - W W R own - W m -", "support"),
    Capacity.ORIENTATION_OFFICER: (
        "R R R R impact impact - impact - R W - - - - R -", "orientation",
    ),
    Capacity.REVIEW_PANEL: ("R R R - r - - - - R R - - W - - -", "panel"),
    Capacity.PAYER: ("R R W - - - - - - outline - - - outline - referent -", "benefit"),
    Capacity.OFFER: ("R R - R r - - - - own own r own - own referent -", "offer"),
    Capacity.SOLUTION: ("R R - - r r r r - own own - own - - referent -", "solution"),
    Capacity.SENSITIVE_BODY: ("R R - - r - - - own own own - own - - m -", "support"),
    Capacity.MANAGER: ("R R R R figures figures figures figures - R R - - - R R -", "supervision"),
    Capacity.EMERGENCY: ("R R R R R R - impact - R R - - - - R -", "emergency"),
    Capacity.STEERING: (
        "figures - figures figures figures figures figures figures - figures figures - - "
        "figures figures figures -", "figures",
    ),
    Capacity.EVALUATOR: (
        "coded - coded coded coded coded coded coded - coded coded - - coded coded - -", "figures",
    ),
    Capacity.DATA_PROTECTION: ("on_request - - - - - - - - - - - - - - R R", "rights"),
    Capacity.ADMINISTRATOR: ("- - - - - - - - - - - - - - - - -", "nothing"),
}  # fmt: skip

Matrix = dict[Capacity, dict[Block, Cell]]


def _row(capacity: Capacity) -> dict[Block, Cell]:
    words, basis = TABLE[capacity]
    row = {}
    for letter, word in zip(ORDER.split(), words.split(), strict=True):
        level, starred = Level(word.rstrip("*")), word.endswith("*")
        reason = "nothing" if level is Level.NOTHING else "secrecy" if starred else basis
        row[Block(letter)] = Cell(level, starred, reason)
    return row


MATRIX: Final[Matrix] = {capacity: _row(capacity) for capacity in TABLE}
