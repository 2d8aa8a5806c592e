"""Who writes to whom. The whole answer is in this file."""

from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import Block
from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import ROLES_WITH_PEOPLE, is_not_archived, is_the_person, rights


@rule
def writes_shared_notes(by: Actor | PersonActor, dossier: Dossier) -> bool:
    """A professional whom the matrix lets write the shared notes of this dossier."""
    if not isinstance(by, Actor) or by.role not in ROLES_WITH_PEOPLE:
        return False
    return rights(by, dossier).writes(Block.NOTES)


@rule
def is_open(by: Actor | PersonActor, dossier: Dossier) -> bool:
    return dossier.closed_at is None


SEND_MESSAGE = Permission(
    "message.send",
    is_open & is_not_archived & (is_the_person | writes_shared_notes),
    _("Votre rôle auprès de cette personne ne permet pas de lui écrire ici."),
)
ACKNOWLEDGE_MESSAGES = Permission(
    "messages.acknowledge",
    is_not_archived & (is_the_person | writes_shared_notes),
    _("Seul l’autre côté dit qu’il a lu."),
)
