from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.events import JoinRefused
from jalon.dossiers.models import JoinRequest, JoinState
from jalon.dossiers.operations.accept_join_request import RequestOver
from jalon.dossiers.rules.ways_in import REFUSE_JOIN_REQUEST
from jalon.journal.record import record


@transaction.atomic
def refuse_join_request(
    *, request: JoinRequest, answer: str, by: Actor, at: datetime
) -> JoinRequest:
    """Say no to whoever asked for a seat, and tell them why. Raises RequestOver, Denied."""
    REFUSE_JOIN_REQUEST.require(by, request)

    request = JoinRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not request.is_open(at):
        raise RequestOver(_("Cette demande n'attend plus de réponse."))
    request.state, request.answer = JoinState.REFUSED, answer.strip()
    request.decided_at, request.decided_by_id = at, by.affiliation_id
    request.save(update_fields=["state", "answer", "decided_at", "decided_by"])

    record(JoinRefused(dossier_id=request.dossier_id, request_id=request.pk), by=by, at=at)
    return request
