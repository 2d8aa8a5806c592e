import hashlib
from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.appraisal.events import ResultLetterDrawn
from jalon.appraisal.models import ResultFile, ResultLetter
from jalon.appraisal.paper import drawn
from jalon.journal.record import record


@transaction.atomic
def draw_result_letter(*, by: Actor | None, at: datetime) -> ResultFile | None:
    """Draw the first letter of a result that has no file yet, once; None when all have theirs.

    What is drawn is kept byte for byte, and given to whoever reads it. Raises PdfUnavailable.
    """
    waiting = ResultLetter.objects.filter(file=None).order_by("pk")
    locked = waiting.select_for_update(of=("self",), skip_locked=True)
    letter = locked.select_related("project__call").first()
    if letter is None:
        return None
    content = drawn(letter)
    file = ResultFile.objects.create(
        letter=letter, content=content, digest=hashlib.sha256(content).hexdigest(), drawn_at=at
    )
    fact = ResultLetterDrawn(
        project_id=letter.project_id, caller_id=letter.project.call.organisation_id,
        digest=file.digest,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return file
