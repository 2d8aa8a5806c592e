"""In what capacity somebody meets a dossier: the rows of the matrix.

Computed for one acting organisation and one link at a time, never the union of two hats.
Organisations, roles and seats are named as in `jalon.accounts` and `jalon.dossiers`; tests compare.
"""

from enum import StrEnum
from typing import Final


class Capacity(StrEnum):
    PERSON = "person"
    REFERENT = "referent"
    SOCIAL_ADVISOR = "social_advisor"
    EMPLOYMENT_ADVISOR = "employment_advisor"
    ORIENTATION_OFFICER = "orientation_officer"
    REVIEW_PANEL = "review_panel"
    PAYER = "payer"
    OFFER = "offer"
    SOLUTION = "solution"
    SENSITIVE_BODY = "sensitive_body"
    MANAGER = "manager"
    EMERGENCY = "emergency"
    STEERING = "steering"
    EVALUATOR = "evaluator"
    DATA_PROTECTION = "data_protection"
    ADMINISTRATOR = "administrator"


REFERENT_SEAT: Final = "referent"
MANAGER: Final = "manager"
OFFICER: Final = "data_protection"
# Whoever holds the référent's seat under one of these roles stands in the référent's row.
REFERENT_ROLES: Final = frozenset({"professional", MANAGER, "orientation_officer"})

# A professional who is not the référent stands in the row of their organisation's kind.
OF_KIND: Final[dict[str, Capacity]] = {
    **dict.fromkeys(("departement", "mds", "ccas", "association"), Capacity.SOCIAL_ADVISOR),
    **dict.fromkeys(
        ("france_travail", "mission_locale", "cap_emploi", "plie"), Capacity.EMPLOYMENT_ADVISOR
    ),
    **dict.fromkeys(("caf", "msa"), Capacity.PAYER),
    **dict.fromkeys(("siae", "training", "employer"), Capacity.OFFER),
    **dict.fromkeys(
        ("justice", "child_protection", "addiction_care", "women_rights"), Capacity.SENSITIVE_BODY
    ),
}
SENSITIVE_KINDS: Final = tuple(
    sorted(kind for kind, capacity in OF_KIND.items() if capacity is Capacity.SENSITIVE_BODY)
)
# Roles that stand in one row whatever the organisation and the seat.
OF_ROLE: Final[dict[str, Capacity]] = {
    "orientation_officer": Capacity.ORIENTATION_OFFICER,
    "review_panel": Capacity.REVIEW_PANEL,
    "steering": Capacity.STEERING,
    "evaluator": Capacity.EVALUATOR,
    "data_protection": Capacity.DATA_PROTECTION,
    "administrator": Capacity.ADMINISTRATOR,
}
# Those who never meet the dossier of a person through a seat.
WITHOUT_DOSSIERS: Final = frozenset(
    {Capacity.STEERING, Capacity.EVALUATOR, Capacity.DATA_PROTECTION, Capacity.ADMINISTRATOR}
)


def seated_capacity(kind: str, role: str, seat_role: str) -> Capacity:
    """The capacity of a hat that holds a seat of its own around the person."""
    if seat_role == REFERENT_SEAT and role in REFERENT_ROLES:
        return Capacity.REFERENT
    if role in OF_ROLE:
        return OF_ROLE[role]
    return OF_KIND.get(kind, Capacity.SOLUTION)
