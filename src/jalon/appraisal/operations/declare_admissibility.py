from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appraisal.events import AdmissibilityDeclared
from jalon.appraisal.models import Appraisal
from jalon.appraisal.rules import APPRAISE
from jalon.appraisal.states import after
from jalon.appraisal.turns import appraised_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.models import Project


class ReasonIsMissing(Refused):
    """What is refused says why."""


@transaction.atomic
def declare_admissibility(
    *, project: Project, is_admissible: bool, reason: str, by: Actor, at: datetime
) -> Appraisal:
    """Say whether a filed project may be appraised; `reason` is owed when it may not.

    Raises ReasonIsMissing, NotYetOrNoMore, NotFromThisState, Denied.
    """
    APPRAISE.require(by, project)
    if not is_admissible and not reason.strip():
        raise ReasonIsMissing(_("Dites pourquoi ce projet n’est pas recevable."))
    move = "admit" if is_admissible else "refuse"
    now = appraised_in_turn(project, move=move, at=at)
    now.state, now.admissibility_reason = after(now.state, move), reason.strip()
    now.declared_by_id, now.declared_at = by.affiliation_id, at
    now.save(update_fields=["state", "admissibility_reason", "declared_by", "declared_at"])
    fact = AdmissibilityDeclared(
        project_id=project.pk, caller_id=now.project.call.organisation_id, answer=now.state
    )
    record(fact, by=by, at=at)
    return now
