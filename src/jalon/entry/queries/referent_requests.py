"""What people ask about their référent, for the managers of that body."""

from django.db.models import QuerySet

from jalon.accounts.actor import Actor
from jalon.accounts.models import AffiliationRole
from jalon.entry.models import ReferentRequest, ReferentRequestState


def referent_requests(actor: Actor) -> QuerySet[ReferentRequest]:
    """Those that wait for an answer of the actor's body, the oldest first."""
    if actor.role != AffiliationRole.MANAGER:
        return ReferentRequest.objects.none()
    asked = ReferentRequest.objects.filter(
        organisation_id=actor.organisation_id, state=ReferentRequestState.PENDING
    )
    related = "dossier__person", "dossier__referent__affiliation__user"
    return asked.select_related(*related).order_by("requested_at", "pk")
