"""One way to file a request from the space: it is received, then its arrival is told."""

from django.db import transaction
from django.utils import timezone

from jalon.dossiers.models import Dossier
from jalon.protection.models import DataRequest
from jalon.protection.operations import Aim, file_request
from jalon.protection.views.messages import acknowledge, tell_those_who_answer
from jalon.space.queries.own_dossier import OwnDossier
from jalon.ui.request import PersonalRequest


def file_and_tell(
    request: PersonalRequest, own: OwnDossier, kind: str, body: str, aim: Aim
) -> DataRequest:
    """File it, tell who answers, and send the person what says that it arrived."""
    dossier = Dossier.objects.select_related("person", "referent__organisation").get(pk=own.id)
    with transaction.atomic():
        filed = file_request(
            dossier=dossier, kind=kind, body=body, aim=aim, by=request.actor, at=timezone.now()
        )
        tell_those_who_answer(request, filed)
        acknowledge(request, filed)
    return filed
