from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.contracts import codes
from jalon.contracts.events import CodeSent
from jalon.contracts.models import AcceptanceCode, ContractState, EngagementContract
from jalon.contracts.rules import SEND_CODE
from jalon.contracts.turns import held
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer
from jalon.people.models import Contact


class CodeNotSent(Refused):
    """There is no such channel, or too many were asked for."""


@transaction.atomic
def send_code(
    *, contract: EngagementContract, channel: str, by: Actor | PersonActor, at: datetime
) -> AcceptanceCode:
    """Send a new code to the person, for the version on offer; the former ones are void.

    Raises CodeNotSent, Denied, NotNow.
    """
    SEND_CODE.require(by, contract)
    contract = held(contract, ContractState.OFFERED)
    contact = Contact.objects.filter(person_id=contract.dossier.person_id).first()
    address = codes.channels(contact).get(channel)
    if address is None:
        raise CodeNotSent(_("Aucune adresse n’est connue pour envoyer ce code."))
    version = contract.versions.order_by("-number")[0]
    _check_rhythm(version.pk, at, by)
    minutes = integer("contract.code_minutes", on=by.today)
    AcceptanceCode.objects.filter(version=version, used_at=None).update(expires_at=at)
    code = codes.draw()
    kept = AcceptanceCode.objects.create(
        version=version,
        dossier_id=contract.dossier_id,
        channel=channel,
        sent_to=address,
        fingerprint=codes.seal_of(version.pk, code),
        sent_at=at,
        expires_at=at + timedelta(minutes=minutes),
    )
    fact = CodeSent(dossier_id=contract.dossier_id, contract_id=contract.pk, version_id=version.pk)
    record(fact, by=by, at=at)
    codes.send(channel, address, code, minutes, at)
    return kept


def _check_rhythm(version_id: int, at: datetime, by: Actor | PersonActor) -> None:
    """A handful a day: nobody's phone is made to ring all afternoon."""
    since = at - timedelta(days=1)
    sent = AcceptanceCode.objects.filter(version_id=version_id, sent_at__gt=since).count()
    if sent >= integer("contract.codes_per_day", on=by.today):
        raise CodeNotSent(_("Trop de codes ont été demandés aujourd’hui."))
