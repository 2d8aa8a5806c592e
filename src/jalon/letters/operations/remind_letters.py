from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.letters.events import LetterReminded
from jalon.letters.models import Letter
from jalon.letters.states import LetterState
from jalon.letters.telling import send_link
from jalon.parameters.queries import integer
from jalon.projects.states import ProjectState


@transaction.atomic
def remind_letters(*, by: Actor | None, at: datetime) -> int:
    """Who has not signed is told again every few days, until the letter lapses."""
    since = at - timedelta(days=integer("letter.reminder_days", on=at.date()))
    waiting = Letter.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state=LetterState.WAITING, expires_at__gt=at, project__state=ProjectState.DRAFT
    )
    told = Coalesce(F("reminded_at"), F("sent_at"))
    due = waiting.exclude(signatory_email="").alias(told=told).filter(told__lte=since)
    due = due.defer("document").select_related("member", "project__call", "project__carrier")
    count = 0
    for letter in due.order_by("pk")[:200]:
        letter.reminded_at = at
        letter.save(update_fields=["reminded_at"])
        send_link(letter, letter.project, at=at, is_again=True)
        fact = LetterReminded(
            project_id=letter.project_id, carrier_id=letter.project.carrier_id,
            member_id=letter.member_id, letter_id=letter.pk,
        )  # fmt: skip
        record(fact, by=by, at=at)
        count += 1
    return count
