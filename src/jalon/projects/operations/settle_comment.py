from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.projects.events import CommentSettled
from jalon.projects.models import Comment
from jalon.projects.rules import SETTLE_COMMENT
from jalon.projects.turns import in_turn


@transaction.atomic
def settle_comment(*, comment: Comment, by: Actor, at: datetime) -> Comment:
    """Mark a comment as dealt with; once is enough. Raises NotFromThisState, Denied."""
    SETTLE_COMMENT.require(by, comment.project)
    project = in_turn(comment.project)
    now = Comment.objects.get(pk=comment.pk)
    if now.settled_at is not None:
        return now
    now.settled_at, now.settled_by_id = at, by.affiliation_id
    now.save(update_fields=["settled_at", "settled_by"])
    fact = CommentSettled(project_id=project.pk, carrier_id=project.carrier_id, comment_id=now.pk)
    record(fact, by=by, at=at)
    return now
