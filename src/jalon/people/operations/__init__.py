from jalon.people.operations.open_personal_access import AccessAlreadyOpen, open_personal_access
from jalon.people.operations.purge_identity_checks import purge_identity_checks
from jalon.people.operations.redeem_space_code import Born, redeem_space_code
from jalon.people.operations.register_person import PersonAlreadyKnown, register_person
from jalon.people.operations.request_identity_check import request_identity_check

__all__ = [
    "AccessAlreadyOpen",
    "Born",
    "PersonAlreadyKnown",
    "open_personal_access",
    "purge_identity_checks",
    "redeem_space_code",
    "register_person",
    "request_identity_check",
]
