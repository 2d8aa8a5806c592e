from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.letters.events import LetterLapsed
from jalon.letters.models import Letter
from jalon.letters.states import LetterState, after
from jalon.letters.telling import tell_consortium


@transaction.atomic
def lapse_letters(*, by: Actor | None, at: datetime) -> int:
    """The letters that nobody signed in time; the member is told, and may send another one."""
    due = Letter.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state=LetterState.WAITING, expires_at__lte=at
    )
    due = due.defer("document").select_related("member", "project__call", "sent_by__user")
    count = 0
    for letter in due.order_by("pk")[:200]:
        letter.state, letter.settled_at = after(letter.state, "lapse"), at
        letter.save(update_fields=["state", "settled_at"])
        said = _("Personne ne l’a signée à temps. Vous pouvez en envoyer une autre.")
        tell_consortium(letter, letter.project, said, at=at)
        fact = LetterLapsed(
            project_id=letter.project_id, carrier_id=letter.project.carrier_id,
            member_id=letter.member_id, letter_id=letter.pk,
        )  # fmt: skip
        record(fact, by=by, at=at)
        count += 1
    return count
