from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.access.policy.blocks import Block
from jalon.accounts.actor import Actor
from jalon.accounts.models import Organisation
from jalon.dossiers.events import BlockAddressed
from jalon.dossiers.models import Dossier, Sharing
from jalon.dossiers.rules import reads
from jalon.dossiers.rules.ways_in import ADDRESS_BLOCK
from jalon.journal.record import record
from jalon.kernel.errors import Refused

# What a référent may address; the rest is either open by the matrix or closed to all others.
ADDRESSABLE: Final = tuple(Block(letter) for letter in "BHFSJN")


class CannotAddress(Refused):
    """This part, this body or this day cannot be: unread, outside the team, past."""


@transaction.atomic
def address_block(
    *,
    dossier: Dossier,
    organisation: Organisation,
    block: str,
    until_on: date | None,
    by: Actor,
    at: datetime,
) -> Sharing:
    """Let a body of the team read one part of the dossier, for what it has to do.

    Where the matrix says "what is addressed to them"; elsewhere it opens nothing.
    Raises CannotAddress, Denied.
    """
    ADDRESS_BLOCK.require(by, dossier)
    if block not in ADDRESSABLE or not reads(by, dossier, Block(block)):
        raise CannotAddress(_("Vous ne pouvez pas adresser cette partie."))
    if until_on and until_on <= by.today:
        raise CannotAddress(_("La date de fin doit être à venir."))
    seats = dossier.memberships.in_force(by.today)
    if not seats.filter(organisation=organisation).exists():
        raise CannotAddress(_("Cet organisme n’est pas autour de la personne."))
    _end_expired(dossier, organisation, block, by, at)
    try:
        with transaction.atomic():
            sharing = Sharing.objects.create(
                dossier=dossier,
                organisation=organisation,
                block=block,
                shared_by_id=by.affiliation_id,
                shared_at=at,
                until_on=until_on,
            )
    except IntegrityError as error:
        raise CannotAddress(_("Cette partie lui est déjà adressée.")) from error

    record(BlockAddressed(dossier_id=dossier.pk, sharing_id=sharing.pk), by=by, at=at)
    return sharing


def _end_expired(
    dossier: Dossier, organisation: Organisation, block: str, by: Actor, at: datetime
) -> None:
    former = Sharing.objects.filter(dossier=dossier, organisation=organisation, block=block)
    former.filter(ended_at=None, until_on__lte=by.today).update(ended_at=at)
