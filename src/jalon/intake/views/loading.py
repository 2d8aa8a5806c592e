"""Loading through what may be read: the rest does not exist."""

from uuid import UUID

from django.http import Http404

from jalon.intake.models import PeopleList
from jalon.intake.queries.lists import readable_lists
from jalon.ui.request import Request


def readable_list(request: Request, public_id: UUID) -> PeopleList:
    """The list of the actor's organisation, or 404."""
    found = readable_lists(request.actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
