"""Who sends a letter, gives it to somebody else to sign, deposits its scan, takes it back.

Who signs has no account: the holder of the personal link reads that one letter, and answers it.
"""

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor
from jalon.projects.models import Member
from jalon.projects.rules import (
    READ_PROJECT,
    answers_for_a_body,
    is_of_the_member,
    writes_for_the_absent,
)


@rule
def coordinates_it(actor: Actor, member: Member) -> bool:
    """Of the carrier of the project that the member is in."""
    return member.project.carrier_id == actor.organisation_id


@rule
def reads_its_project(actor: Actor, member: Member) -> bool:
    return READ_PROJECT.allows(actor, member.project)


OF_EITHER = answers_for_a_body & (is_of_the_member | coordinates_it)
BOTH = _("Les lettres sont suivies par chaque membre et par le porteur.")

READ_LETTER = Permission("letter.read", reads_its_project, _("Une lettre se lit avec son projet."))
SEND_LETTER = Permission("letter.send", OF_EITHER, BOTH)
REMIND_LETTER = Permission("letter.remind", OF_EITHER, BOTH)
DEPOSIT_LETTER = Permission("letter.deposit", OF_EITHER, BOTH)
WITHDRAW_LETTER = Permission("letter.withdraw", OF_EITHER, BOTH)
DELEGATE_LETTER = Permission(
    "letter.delegate",
    answers_for_a_body & (is_of_the_member | writes_for_the_absent),
    _("Chaque membre dit qui signe pour lui."),
)
