from jalon.people.models.contact import Contact, PreferredChannel
from jalon.people.models.identifier import Identifier, IdentifierKind
from jalon.people.models.identity_check import CheckOutcome, IdentityCheck, new_reference
from jalon.people.models.person import Person, Sex
from jalon.people.models.personal_access import AccessOrigin, PersonalAccess
from jalon.people.models.space_code import SpaceCode

__all__ = [
    "AccessOrigin",
    "CheckOutcome",
    "Contact",
    "Identifier",
    "IdentifierKind",
    "IdentityCheck",
    "Person",
    "PersonalAccess",
    "PreferredChannel",
    "Sex",
    "SpaceCode",
    "new_reference",
]
