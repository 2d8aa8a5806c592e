from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.intake.bulk.asking import ask
from jalon.intake.bulk.undoing import require_in_time
from jalon.intake.models import ListState, PeopleList
from jalon.intake.rules import WRITE_LIST


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
