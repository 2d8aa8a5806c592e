from jalon.people.models.contact import Contact, PreferredChannel
from jalon.people.models.identifier import Identifier, IdentifierKind
from jalon.people.models.identity_check import CheckOutcome, IdentityCheck
from jalon.people.models.person import Person, Sex
from jalon.people.models.personal_access import AccessOrigin, PersonalAccess

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
]
