from jalon.intake.models.list_line import Arrival, ListLine, Outcome, pack, unpack
from jalon.intake.models.people_list import (
    WORKING,
    ColumnMapping,
    ListPart,
    ListPolicy,
    ListProgress,
    ListState,
    PeopleList,
)
from jalon.intake.models.proposal import Proposal, ProposalState

__all__ = [
    "WORKING",
    "Arrival",
    "ColumnMapping",
    "ListLine",
    "ListPart",
    "ListPolicy",
    "ListProgress",
    "ListState",
    "Outcome",
    "PeopleList",
    "Proposal",
    "ProposalState",
    "pack",
    "unpack",
]
