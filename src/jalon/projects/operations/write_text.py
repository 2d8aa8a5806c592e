from datetime import date, datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.projects.events import TextWritten
from jalon.projects.models import Project, Text
from jalon.projects.queries.parts import text_part
from jalon.projects.rules import WRITE_PROJECT
from jalon.projects.turns import MovedMeanwhile, in_turn


@transaction.atomic
def write_text(
    *, project: Project, code: str, body: str, seen: int, by: Actor, at: datetime,
    measured_on: date | None = None,
) -> Text:  # fmt: skip
    """Write one text of a draft; what it said before is kept.

    `seen`: the revision that the writer has read, 0 for a text that nobody had written;
    `measured_on`: the day of the figures that the platform gives. Raises MovedMeanwhile,
    NotFromThisState, Denied.
    """
    WRITE_PROJECT.require(by, project)
    now = in_turn(project, parts=[text_part(code)], at=at)
    last = Text.objects.filter(project=now, code=code).order_by("-revision").first()
    if last is not None and last.body == body:
        return last
    if (last.revision if last else 0) != seen:
        raise MovedMeanwhile(last)
    text = Text.objects.create(
        project=now, code=code, revision=seen + 1, body=body, measured_on=measured_on,
        written_by_id=by.affiliation_id, written_at=at,
    )  # fmt: skip
    fact = TextWritten(
        project_id=now.pk, carrier_id=now.carrier_id, field=code, revision=text.revision
    )
    record(fact, by=by, at=at)
    return text
