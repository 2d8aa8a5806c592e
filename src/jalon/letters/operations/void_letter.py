from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.letters.events import LetterVoided
from jalon.letters.models import Letter
from jalon.letters.states import LetterState, after
from jalon.letters.telling import tell_consortium, tell_signatory
from jalon.letters.turns import release
from jalon.projects.models import Project


@transaction.atomic
def void_letter(*, letter: Letter, project: Project, by: Actor | None, at: datetime) -> Letter:
    """What the letter says has changed: it binds nobody any more, and its link opens nothing.

    The member goes back to « a accepté », and is told with who signed. `project` is held already.
    Raises LetterSettled.
    """
    was_signed = letter.state == LetterState.SIGNED
    letter.state, letter.settled_at = after(letter.state, "void"), at
    letter.save(update_fields=["state", "settled_at"])
    release(letter.member)
    said = _("Ce que dit cette lettre a changé : elle est sans effet, une autre est à signer.")
    tell_consortium(letter, project, said, at=at)
    tell_signatory(letter, said, at=at)
    fact = LetterVoided(
        project_id=project.pk, carrier_id=project.carrier_id, member_id=letter.member_id,
        letter_id=letter.pk, was_signed=was_signed,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return letter
