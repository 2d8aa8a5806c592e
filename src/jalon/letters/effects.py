"""What a change of the project does to its letters: those that say something else are void."""

from datetime import datetime

from jalon.accounts.actor import Actor
from jalon.letters.models import Letter
from jalon.letters.operations import void_letter
from jalon.letters.queries.composing import commitment_of
from jalon.letters.states import LIVE, LetterState
from jalon.projects.models import Project
from jalon.projects.states import COMMITTED


def void_what_changed(project: Project, by: Actor, at: datetime) -> None:
    """Within the transaction that changes the project, after its change."""
    live = Letter.objects.filter(project=project, state__in=LIVE)
    for letter in live.defer("document").select_related("member", "sent_by__user").order_by("pk"):
        if not _still_says_it(letter, project):
            void_letter(letter=letter, project=project, by=by, at=at)


def _still_says_it(letter: Letter, project: Project) -> bool:
    member = letter.member
    if member.state not in COMMITTED:
        return False
    if commitment_of(member, project) != letter.content["commitment"]:
        return False
    if letter.state == LetterState.SIGNED or letter.delegated_from:
        return True
    asked = (letter.signatory_name, letter.signatory_email)
    return asked == (member.signatory_name, member.signatory_email)
