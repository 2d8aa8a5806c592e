from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import override_caution
from jalon.journal.record import record
from jalon.protection.events import RequestEntered
from jalon.protection.models import DataRequest, IdentityProof, RequestChannel, RequestKind
from jalon.protection.operations.file_request import Aim, RequestUnclear
from jalon.protection.queries.deadlines import answer_due
from jalon.protection.queries.finding import protected_person
from jalon.protection.rules import ENTER_REQUEST
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "data_request.body"


@dataclass(frozen=True)
class Arrival:
    """How a request arrived, which day, who was seen to ask, and where the answer goes."""

    channel: str
    received_on: date
    identity_proof: str
    reply_to: str = ""


@transaction.atomic
def enter_request(
    *,
    dossier: Dossier,
    kind: str,
    body: str,
    aim: Aim,
    arrival: Arrival,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> DataRequest:
    """Write down what a person asked by letter, by telephone or at a counter.

    The delay of the law runs from the day that it arrived, whenever it is entered. Raises
    RequestUnclear (a day to come, no aim, the same one waiting), WordsToReview.
    """
    ENTER_REQUEST.require(by, dossier)
    _require_clear(kind, body, aim, arrival, by)
    insisted = guard.review({FIELD: body}, insistence=insistence)

    try:
        with transaction.atomic():
            request = _received(dossier, kind, body, aim, arrival, by, at)
    except IntegrityError as error:
        raise RequestUnclear(
            _("Cette demande est déjà inscrite. Elle attend sa réponse.")
        ) from error

    record(RequestEntered(request_id=request.pk, dossier_id=dossier.pk), by=by, at=at)
    if insisted:
        override_caution(
            dossier=dossier, field=FIELD, classes=insisted, reason=insistence.reason, by=by, at=at
        )
    return request


def _received(
    dossier: Dossier, kind: str, body: str, aim: Aim, arrival: Arrival, by: Actor, at: datetime
) -> DataRequest:
    found = protected_person(by, dossier.public_id)
    if found is None:
        raise RequestUnclear(
            _("Cette personne n’est pas de celles dont vous protégez les données.")
        )
    return DataRequest.objects.create(
        dossier=dossier,
        dossier_number=dossier.public_id,
        lead_organisation=dossier.referent.organisation,
        person_name=found.person.name,
        kind=kind,
        body=body.strip(),
        organisation=aim.organisation,
        block=aim.block,
        reader=aim.reader,
        read_on=aim.read_on,
        said=aim.said,
        channel=arrival.channel,
        identity_proof=arrival.identity_proof,
        reply_to=arrival.reply_to.strip(),
        entered_by_id=by.affiliation_id,
        entered_at=at,
        received_at=datetime.combine(
            arrival.received_on, time(), tzinfo=timezone.get_default_timezone()
        ),
        due_on=answer_due(arrival.received_on),
    )


def _require_clear(kind: str, body: str, aim: Aim, arrival: Arrival, by: Actor) -> None:
    by_account = IdentityProof.ACCOUNT, RequestChannel.SPACE
    if arrival.identity_proof == by_account[0] or arrival.channel == by_account[1]:
        raise RequestUnclear(_("Depuis son espace, la personne fait sa demande elle-même."))
    if arrival.received_on > by.today:
        raise RequestUnclear(_("Le jour d’arrivée ne peut pas être à venir."))
    is_question = kind == RequestKind.EXPLANATION
    if is_question and not (aim.reader and aim.organisation and aim.read_on):
        raise RequestUnclear(_("Choisissez d’abord une lecture, dans le registre du dossier."))
    if kind == RequestKind.OBJECTION and not (aim.organisation or aim.block):
        raise RequestUnclear(_("Choisissez un organisme, ou une partie du dossier."))
    if not body.strip() and not is_question:
        raise RequestUnclear(_("Écrivez ce que la personne demande, avec ses mots."))
