from jalon.dossiers.operations.accept_invitation import InvitationOver, accept_invitation
from jalon.dossiers.operations.accept_join_request import RequestOver, accept_join_request
from jalon.dossiers.operations.address_block import CannotAddress, address_block
from jalon.dossiers.operations.assess_barrier import BarrierConflict, assess_barrier
from jalon.dossiers.operations.close_exceptional_access import close_exceptional_access
from jalon.dossiers.operations.confirm_identity import confirm_identity
from jalon.dossiers.operations.confirm_space_code import NoCodeToConfirm, confirm_space_code
from jalon.dossiers.operations.decline_invitation import decline_invitation
from jalon.dossiers.operations.end_expired_memberships import end_expired_memberships
from jalon.dossiers.operations.end_limitation import end_limitation
from jalon.dossiers.operations.end_membership import ReferentCannotLeave, end_membership
from jalon.dossiers.operations.end_objection import end_objection
from jalon.dossiers.operations.end_sharing import end_sharing
from jalon.dossiers.operations.grant_limitation import AlreadyLimited, grant_limitation
from jalon.dossiers.operations.grant_objection import ObjectionRefused, grant_objection
from jalon.dossiers.operations.hand_copy import hand_copy
from jalon.dossiers.operations.hand_space_code import (
    CannotHaveCode,
    Handed,
    hand_space_code,
)
from jalon.dossiers.operations.invite_member import AlreadyInTeam, invite_member
from jalon.dossiers.operations.lapse_exceptional_accesses import lapse_exceptional_accesses
from jalon.dossiers.operations.lapse_invitations import lapse_invitations
from jalon.dossiers.operations.lapse_join_requests import lapse_join_requests
from jalon.dossiers.operations.open_dossier import DossierAlreadyOpen, open_dossier
from jalon.dossiers.operations.open_exceptional_access import open_exceptional_access
from jalon.dossiers.operations.open_newcomer_dossier import NumbersDisagree, open_newcomer_dossier
from jalon.dossiers.operations.override_caution import override_caution
from jalon.dossiers.operations.refuse_join_request import refuse_join_request
from jalon.dossiers.operations.refuse_numbers import refuse_numbers
from jalon.dossiers.operations.release_seats import StillReferent, release_seats
from jalon.dossiers.operations.request_to_join import request_to_join
from jalon.dossiers.operations.restore_membership import restore_membership
from jalon.dossiers.operations.review_exceptional_access import review_exceptional_access
from jalon.dossiers.operations.revise_block import EditConflict, revise_block
from jalon.dossiers.operations.take_seat import take_seat
from jalon.dossiers.operations.withdraw_invitation import withdraw_invitation
from jalon.dossiers.operations.withdraw_note import withdraw_note
from jalon.dossiers.operations.write_note import write_note

__all__ = [
    "AlreadyInTeam",
    "AlreadyLimited",
    "BarrierConflict",
    "CannotAddress",
    "CannotHaveCode",
    "DossierAlreadyOpen",
    "EditConflict",
    "Handed",
    "InvitationOver",
    "NoCodeToConfirm",
    "NumbersDisagree",
    "ObjectionRefused",
    "ReferentCannotLeave",
    "RequestOver",
    "StillReferent",
    "accept_invitation",
    "accept_join_request",
    "address_block",
    "assess_barrier",
    "close_exceptional_access",
    "confirm_identity",
    "confirm_space_code",
    "decline_invitation",
    "end_expired_memberships",
    "end_limitation",
    "end_membership",
    "end_objection",
    "end_sharing",
    "grant_limitation",
    "grant_objection",
    "hand_copy",
    "hand_space_code",
    "invite_member",
    "lapse_exceptional_accesses",
    "lapse_invitations",
    "lapse_join_requests",
    "open_dossier",
    "open_exceptional_access",
    "open_newcomer_dossier",
    "override_caution",
    "refuse_join_request",
    "refuse_numbers",
    "release_seats",
    "request_to_join",
    "restore_membership",
    "review_exceptional_access",
    "revise_block",
    "take_seat",
    "withdraw_invitation",
    "withdraw_note",
    "write_note",
]
