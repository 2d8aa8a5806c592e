from jalon.people.models.contact import Contact, PreferredChannel
from jalon.people.models.identifier import Identifier, IdentifierKind
from jalon.people.models.person import Person, Sex

__all__ = ["Contact", "Identifier", "IdentifierKind", "Person", "PreferredChannel", "Sex"]
