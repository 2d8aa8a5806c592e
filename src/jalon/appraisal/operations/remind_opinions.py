from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from jalon.accounts.actor import Actor
from jalon.appraisal.events import OpinionReminded
from jalon.appraisal.models import Opinion
from jalon.appraisal.states import OpinionState
from jalon.appraisal.telling import tell_body_asked
from jalon.journal.record import record
from jalon.parameters.queries import integer


@transaction.atomic
def remind_opinions(*, by: Actor | None, at: datetime) -> int:
    """Tell once, by mail, the bodies whose opinion is due in a few days; how many."""
    today = at.astimezone(timezone.get_default_timezone()).date()
    soon = today + timedelta(days=integer("call.opinion_reminder_days", on=today))
    waiting = Opinion.objects.filter(
        state=OpinionState.ASKED, reminded_at=None, due_on__gte=today, due_on__lte=soon
    )
    reminded = 0
    for one in waiting.select_for_update(skip_locked=True, of=("self",)).order_by("pk"):
        one.reminded_at = at
        one.save(update_fields=["reminded_at"])
        tell_body_asked(one, at=at, is_reminder=True)
        fact = OpinionReminded(
            project_id=one.project_id, caller_id=one.asked_by.organisation_id, opinion_id=one.pk
        )
        record(fact, by=by, at=at)
        reminded += 1
    return reminded
