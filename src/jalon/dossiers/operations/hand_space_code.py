from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import randbelow
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import FederatedIdentity
from jalon.dossiers.events import SpaceCodeHanded
from jalon.dossiers.models import Dossier
from jalon.dossiers.outbox import send_code, tell_number_handed
from jalon.dossiers.queries.own_channel import OwnChannel, own_channel
from jalon.dossiers.queries.spaces_opened import require_few_spaces
from jalon.dossiers.rules import HAND_SPACE_CODE
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer
from jalon.people.models import Contact, PersonalAccess, SpaceCode, new_reference
from jalon.people.models.space_code import second_print
from jalon.vault.sealing import fingerprint
from jalon.vigilance.counting import spend

DIGITS: Final = 6


class CannotHaveCode(Refused):
    """Her date of birth is not known, or her space opens by FranceConnect already."""


@dataclass(frozen=True)
class Handed:
    """The number, shown once. She has an account already: it is hers with the code sent to
    `sent_to`, else once an officer has confirmed (`awaits_officer`).
    """

    number: str
    sent_to: str = ""
    awaits_officer: bool = False


@transaction.atomic
def hand_space_code(*, dossier: Dossier, by: Actor, at: datetime) -> Handed:
    """Give a person, met in person, the number that opens her own space; it is shown once.

    The one before opens nothing any more. She is told at the addresses she gave; whoever is stopped
    for having read too much hands none. Raises CannotHaveCode, TooManySpaces, BudgetExceeded,
    Denied.
    """
    HAND_SPACE_CODE.require(by, dossier)
    _require_possible(dossier)
    spend(by, [dossier.pk], opens=True, at=at)
    require_few_spaces(by, at)
    standing = SpaceCode.objects.filter(person_id=dossier.person_id, used_at=None, ended_at=None)
    standing.update(ended_at=at)
    number = new_reference()
    known = _users(dossier).exists()
    channel = own_channel(dossier, at=at) if known else None
    code = f"{randbelow(10**DIGITS):0{DIGITS}}" if channel else ""
    until = at + timedelta(days=integer("space.code_days", on=by.today))
    SpaceCode.objects.create(
        person_id=dossier.person_id,
        fingerprint=fingerprint("space code", number),
        made_by_id=by.affiliation_id,
        made_at=at,
        expires_at=until,
        second=second_print(number, code) if channel else None,
    )

    record(SpaceCodeHanded(dossier_id=dossier.pk), by=by, at=at)
    _tell(dossier, channel, code, at, until)
    sent_to = channel.masked if channel else ""
    return Handed(number, sent_to=sent_to, awaits_officer=known and channel is None)


def _tell(
    dossier: Dossier, channel: OwnChannel | None, code: str, at: datetime, until: datetime
) -> None:
    contact = Contact.objects.filter(person_id=dossier.person_id).first()
    tell_number_handed(contact.mailboxes if contact else [], at=at)
    if channel:
        send_code(channel, code, at=at, until=until)


def _users(dossier: Dossier) -> QuerySet[PersonalAccess]:
    return PersonalAccess.objects.filter(person_id=dossier.person_id, ended_at=None)


def _require_possible(dossier: Dossier) -> None:
    if dossier.person.birth_year is None:
        raise CannotHaveCode(
            _("Écrivez d’abord sa date de naissance : elle est demandée avec le numéro.")
        )
    users = _users(dossier).values("user")
    federated = FederatedIdentity.objects.filter(user__in=users, ended_at=None)
    if federated.exists():
        raise CannotHaveCode(_("Son espace est déjà ouvert : elle y entre avec FranceConnect."))
