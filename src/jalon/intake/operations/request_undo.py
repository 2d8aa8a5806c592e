from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.intake.bulk.asking import ask
from jalon.intake.models import ListState, PeopleList
from jalon.intake.rules import WRITE_LIST
from jalon.kernel.errors import Refused


class TooLateToUndo(Refused):
    """The list is not applied, or the time to undo it is over."""


@transaction.atomic
def request_undo(*, people_list: PeopleList, by: Actor, at: datetime) -> PeopleList:
    """Ask that what a list brought be taken back, by a worker. Raises TooLateToUndo, Denied."""
    WRITE_LIST.require(by, people_list)
    people_list = PeopleList.objects.select_for_update().get(pk=people_list.pk)
    require_in_time(people_list, at)
    people_list.state, people_list.refusal = ListState.UNDOING, ""
    people_list.save(update_fields=["state", "refusal"])
    ask(people_list, by=by, at=at)
    return people_list


def require_in_time(people_list: PeopleList, at: datetime) -> None:
    """Raises TooLateToUndo."""
    if people_list.state != ListState.APPLIED or people_list.undo_until is None:
        raise TooLateToUndo(_("Cette liste n'est pas importée : il n'y a rien à annuler."))
    if at > people_list.undo_until:
        raise TooLateToUndo(
            _("Le délai pour annuler est passé. Les dossiers se modifient maintenant un par un.")
        )
