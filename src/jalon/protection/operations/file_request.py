from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import PersonActor
from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models import Dossier
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.protection.events import RequestFiled
from jalon.protection.models import DataRequest, RequestKind
from jalon.protection.queries.deadlines import answer_due
from jalon.protection.rules import FILE_REQUEST


class RequestUnclear(Refused):
    """What is asked for cannot be known, or was asked already and waits for its answer."""


@dataclass(frozen=True)
class Aim:
    """What a request is about: a body, a block, or who read, which day, and what is said of it."""

    organisation: Organisation | None = None
    block: str = ""
    reader: Affiliation | None = None
    read_on: date | None = None
    said: str = ""


@transaction.atomic
def file_request(
    *, dossier: Dossier, kind: str, body: str, aim: Aim, by: PersonActor, at: datetime
) -> DataRequest:
    """Ask something about one's own data; the law gives the day of the answer.

    Raises RequestUnclear (nothing to correct, nobody to object to, the same one already waiting).
    """
    FILE_REQUEST.require(by, dossier)
    _require_clear(kind, body, aim)
    try:
        with transaction.atomic():
            request = _received(dossier, kind, body, aim, by, at)
    except IntegrityError as error:
        raise RequestUnclear(
            _("Vous avez déjà fait cette demande. Elle attend sa réponse.")
        ) from error

    record(RequestFiled(request_id=request.pk, dossier_id=dossier.pk), by=by, at=at)
    return request


def _received(
    dossier: Dossier, kind: str, body: str, aim: Aim, by: PersonActor, at: datetime
) -> DataRequest:
    return DataRequest.objects.create(
        dossier=dossier,
        dossier_number=dossier.public_id,
        lead_organisation=dossier.referent.organisation,
        asked_by_id=by.user_id,
        person_name=dossier.person.name,
        kind=kind,
        body=body.strip(),
        organisation=aim.organisation,
        block=aim.block,
        reader=aim.reader,
        read_on=aim.read_on,
        said=aim.said,
        received_at=at,
        due_on=answer_due(by.today),
    )


def _require_clear(kind: str, body: str, aim: Aim) -> None:
    if kind == RequestKind.OBJECTION and not (aim.organisation or aim.block):
        raise RequestUnclear(_("Choisissez un organisme, ou une partie du dossier."))
    if kind == RequestKind.EXPLANATION and not (aim.reader and aim.organisation and aim.read_on):
        raise RequestUnclear(_("Choisissez d’abord une lecture de votre dossier."))
    if kind == RequestKind.CORRECTION and not body.strip():
        raise RequestUnclear(_("Écrivez ce qui doit être corrigé."))
