from jalon.dossiers.models.barrier import THEMES, Barrier, BarrierStatus, Impact
from jalon.dossiers.models.caution_override import CautionOverride
from jalon.dossiers.models.dossier import Dossier
from jalon.dossiers.models.education import Education, EducationLevel, FrenchLevel
from jalon.dossiers.models.exceptional_access import ExceptionalAccess, ReviewOutcome
from jalon.dossiers.models.household import Household, HouseholdKind
from jalon.dossiers.models.invitation import (
    GIVEN_ROLES,
    Invitation,
    InvitationState,
    JoinRequest,
    JoinState,
)
from jalon.dossiers.models.limitation import Limitation
from jalon.dossiers.models.membership import Membership, TeamRole
from jalon.dossiers.models.note import Note, NoteBlock, NoteKind
from jalon.dossiers.models.objection import Objection
from jalon.dossiers.models.rights import Rights, RsaStatus
from jalon.dossiers.models.sharing import Sharing
from jalon.dossiers.models.work import Work, WorkSituation

__all__ = [
    "GIVEN_ROLES",
    "THEMES",
    "Barrier",
    "BarrierStatus",
    "CautionOverride",
    "Dossier",
    "Education",
    "EducationLevel",
    "ExceptionalAccess",
    "FrenchLevel",
    "Household",
    "HouseholdKind",
    "Impact",
    "Invitation",
    "InvitationState",
    "JoinRequest",
    "JoinState",
    "Limitation",
    "Membership",
    "Note",
    "NoteBlock",
    "NoteKind",
    "Objection",
    "ReviewOutcome",
    "Rights",
    "RsaStatus",
    "Sharing",
    "TeamRole",
    "Work",
    "WorkSituation",
]
