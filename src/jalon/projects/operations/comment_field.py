from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.projects.events import FieldCommented
from jalon.projects.models import Comment, Project
from jalon.projects.rules import COMMENT_FIELD
from jalon.projects.turns import in_turn


@transaction.atomic
def comment_field(*, project: Project, field: str, body: str, by: Actor, at: datetime) -> Comment:
    """Say something to the consortium about one field. Raises NotFromThisState, Denied."""
    COMMENT_FIELD.require(by, project)
    now = in_turn(project)
    comment = Comment.objects.create(
        project=now, field=field, body=body, author_id=by.affiliation_id,
        organisation_id=by.organisation_id, written_at=at,
    )  # fmt: skip
    fact = FieldCommented(
        project_id=now.pk, carrier_id=now.carrier_id, field=field, comment_id=comment.pk
    )
    record(fact, by=by, at=at)
    return comment
