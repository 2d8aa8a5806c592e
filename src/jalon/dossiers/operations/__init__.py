from jalon.dossiers.operations.add_member import AlreadyInTeam, add_member
from jalon.dossiers.operations.assess_barrier import BarrierConflict, assess_barrier
from jalon.dossiers.operations.change_referent import change_referent
from jalon.dossiers.operations.close_exceptional_access import close_exceptional_access
from jalon.dossiers.operations.confirm_identity import confirm_identity
from jalon.dossiers.operations.end_expired_memberships import end_expired_memberships
from jalon.dossiers.operations.end_membership import ReferentCannotLeave, end_membership
from jalon.dossiers.operations.end_objection import end_objection
from jalon.dossiers.operations.grant_objection import ObjectionRefused, grant_objection
from jalon.dossiers.operations.hand_copy import hand_copy
from jalon.dossiers.operations.lapse_exceptional_accesses import lapse_exceptional_accesses
from jalon.dossiers.operations.open_dossier import DossierAlreadyOpen, open_dossier
from jalon.dossiers.operations.open_exceptional_access import open_exceptional_access
from jalon.dossiers.operations.open_newcomer_dossier import NumbersDisagree, open_newcomer_dossier
from jalon.dossiers.operations.override_caution import override_caution
from jalon.dossiers.operations.release_seats import StillReferent, release_seats
from jalon.dossiers.operations.review_exceptional_access import review_exceptional_access
from jalon.dossiers.operations.revise_block import EditConflict, revise_block
from jalon.dossiers.operations.take_seat import take_seat
from jalon.dossiers.operations.withdraw_note import withdraw_note
from jalon.dossiers.operations.write_note import write_note

__all__ = [
    "AlreadyInTeam",
    "BarrierConflict",
    "DossierAlreadyOpen",
    "EditConflict",
    "NumbersDisagree",
    "ObjectionRefused",
    "ReferentCannotLeave",
    "StillReferent",
    "add_member",
    "assess_barrier",
    "change_referent",
    "close_exceptional_access",
    "confirm_identity",
    "end_expired_memberships",
    "end_membership",
    "end_objection",
    "grant_objection",
    "hand_copy",
    "lapse_exceptional_accesses",
    "open_dossier",
    "open_exceptional_access",
    "open_newcomer_dossier",
    "override_caution",
    "release_seats",
    "review_exceptional_access",
    "revise_block",
    "take_seat",
    "withdraw_note",
    "write_note",
]
