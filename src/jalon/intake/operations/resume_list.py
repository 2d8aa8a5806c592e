from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.intake.bulk.asking import ask, is_interrupted
from jalon.intake.models import PeopleList
from jalon.intake.rules import WRITE_LIST


@transaction.atomic
def resume_list(*, people_list: PeopleList, by: Actor, at: datetime) -> None:
    """Ask again for work that stopped half-way; nothing when it goes on. Raises Denied."""
    WRITE_LIST.require(by, people_list)
    people_list = (
        PeopleList.objects.select_for_update(of=("self",))
        .select_related("progress")
        .get(pk=people_list.pk)
    )
    if is_interrupted(people_list, at):
        progress = people_list.progress
        ask(people_list, by=by, at=at, total=progress.total, line=progress.line)
