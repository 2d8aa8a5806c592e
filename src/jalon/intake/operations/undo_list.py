from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.intake.bulk.notices import organisations_of, tell_caseloads
from jalon.intake.bulk.undoing import require_in_time, undo_arrivals
from jalon.intake.events import ListUndone
from jalon.intake.models import ListState, PeopleList
from jalon.intake.rules import WRITE_LIST
from jalon.journal.record import record


@transaction.atomic
def undo_list(*, people_list: PeopleList, by: Actor, at: datetime) -> PeopleList:
    """Take back exactly what an applied list brought, except what someone has since worked on.

    What is kept, and why, is counted in `counts["kept_…"]`. Raises TooLateToUndo, Denied.
    """
    WRITE_LIST.require(by, people_list)
    people_list = PeopleList.objects.select_for_update().get(pk=people_list.pk)
    if people_list.state != ListState.UNDOING:  # asked for in time
        require_in_time(people_list, at)

    concerned = organisations_of(people_list)
    undone = undo_arrivals(people_list)
    people_list.state = ListState.UNDONE
    people_list.undone_at = at
    people_list.counts = {**people_list.counts, **undone.counts()}
    people_list.save(update_fields=["state", "undone_at", "counts"])

    fact = ListUndone(list_id=people_list.pk, removed=undone.dossiers, kept=undone.kept)
    record(fact, by=by, at=at)
    tell_caseloads(concerned, people_list, by=by, at=at)
    return people_list
