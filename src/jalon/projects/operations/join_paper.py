import hashlib
from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.projects.events import PaperJoined
from jalon.projects.models import Paper, Project
from jalon.projects.queries.parts import PAPERS
from jalon.projects.rules import WRITE_PROJECT
from jalon.projects.states import ProjectState
from jalon.projects.turns import in_turn


@transaction.atomic
def join_paper(
    *, project: Project, document: str, name: str, content: bytes, by: Actor, at: datetime
) -> Paper:
    """Join a document that the call asks for; the one joined before under that code goes.

    What was filed stays: the correction of a filed project keeps the former one beside.
    Raises NotFromThisState, Denied.
    """
    WRITE_PROJECT.require(by, project)
    now = in_turn(project, parts=[PAPERS], at=at)
    former = Paper.objects.filter(project=now, document=document, replaced_at=None)
    if now.state == ProjectState.FILED:
        former.update(replaced_at=at)
    else:
        former.delete()
    paper = Paper.objects.create(
        project=now, document=document, name=name[-200:], content=content, size=len(content),
        digest=hashlib.sha256(content).hexdigest(), joined_by_id=by.affiliation_id, joined_at=at,
    )  # fmt: skip
    fact = PaperJoined(
        project_id=now.pk, carrier_id=now.carrier_id, field=document, digest=paper.digest
    )
    record(fact, by=by, at=at)
    return paper
