from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.appraisal.events import RemarkWritten
from jalon.appraisal.models import Remark
from jalon.appraisal.rules import APPRAISE
from jalon.appraisal.turns import appraised_in_turn
from jalon.journal.record import record
from jalon.projects.models import Project


@transaction.atomic
def write_remark(*, project: Project, body: str, by: Actor, at: datetime) -> Remark:
    """Leave a note to the other officers. Raises NotYetOrNoMore, Denied."""
    APPRAISE.require(by, project)
    now = appraised_in_turn(project, move="note", at=at)
    remark = Remark.objects.create(
        project=now.project, body=body, written_by_id=by.affiliation_id, written_at=at
    )
    caller = now.project.call.organisation_id
    record(
        RemarkWritten(project_id=project.pk, caller_id=caller, remark_id=remark.pk), by=by, at=at
    )
    return remark
