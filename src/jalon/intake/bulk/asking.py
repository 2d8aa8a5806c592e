"""What a page leaves for the worker, which alone may look at everybody."""

from datetime import datetime, timedelta
from typing import Final

from jalon.accounts.actor import Actor
from jalon.intake.models import WORKING, ListProgress, PeopleList

SILENCE: Final = timedelta(seconds=20)


def ask(
    people_list: PeopleList, *, by: Actor, at: datetime, total: int = 0, line: int | None = None
) -> None:
    """Leave a list to the worker, in the name of who asks; taken once what asks is committed."""
    ListProgress.objects.filter(people_list=people_list).update(
        done=0, total=total, beat_at=at, asked_by_id=by.affiliation_id, asked_at=at, line=line
    )


def is_interrupted(people_list: PeopleList, at: datetime) -> bool:
    """Whether a list should be worked on and nobody has given a sign for a while."""
    beat = people_list.progress.beat_at
    return people_list.state in WORKING and (beat is None or at - beat > SILENCE)
