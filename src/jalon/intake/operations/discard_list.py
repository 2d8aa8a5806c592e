from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.intake.events import ListDiscarded
from jalon.intake.models import ListState, PeopleList
from jalon.intake.rules import WRITE_LIST
from jalon.journal.record import record
from jalon.kernel.errors import Refused

# Whether the worker is bringing people, has brought them, or is taking them back.
BROUGHT = frozenset({ListState.APPLYING, ListState.APPLIED, ListState.UNDOING, ListState.UNDONE})


class ListIsInUse(Refused):
    """The list brought people: it is undone, not thrown away."""


@transaction.atomic
def discard_list(*, people_list: PeopleList, by: Actor, at: datetime) -> None:
    """Erase a list that was never applied, its file and its lines. Raises ListIsInUse, Denied."""
    WRITE_LIST.require(by, people_list)
    people_list = PeopleList.objects.select_for_update().get(pk=people_list.pk)
    if people_list.state in BROUGHT:
        raise ListIsInUse(
            _("Cette liste a été importée : vous pouvez l’annuler, pas la supprimer.")
        )

    record(ListDiscarded(list_id=people_list.pk), by=by, at=at)
    people_list.delete()
