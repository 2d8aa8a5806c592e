from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from jalon.accounts.actor import Actor
from jalon.intake.models import ListLine, ListPart, PeopleList
from jalon.intake.operations.discard_list import BROUGHT


@transaction.atomic
def purge_lists(*, by: Actor | None, at: datetime) -> int:
    """Erase files and lines of the lists whose time is over; says how many lists.

    The platform itself does it (`by` is None). The counts, the trace of what was brought and the
    decisions stay; a list that was never applied disappears.
    """
    overdue = PeopleList.objects.filter(purge_on__lte=at.date())
    never_applied = overdue.exclude(state__in=BROUGHT)
    gone = never_applied.count()
    never_applied.delete()
    lines = ListLine.objects.filter(people_list=OuterRef("pk"))
    kept = list(overdue.filter(Exists(lines)))
    ListPart.objects.filter(people_list__in=kept).delete()
    ListLine.objects.filter(people_list__in=kept).delete()
    overdue.update(file_name="", sample="")
    return gone + len(kept)
