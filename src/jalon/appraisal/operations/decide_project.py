from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appraisal.events import ProjectDecided
from jalon.appraisal.models import Decision, Outcome
from jalon.appraisal.rules import DECIDE_PROJECT
from jalon.appraisal.states import AppraisalState
from jalon.appraisal.turns import appraised_in_turn, call_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.models import Project


class CannotBeDecided(Refused):
    """A decision has its reason; what is selected is admissible, has an amount, within the most."""


@transaction.atomic
def decide_project(
    *, project: Project, outcome: str, amount_cents: int | None, reason: str, by: Actor,
    at: datetime,
) -> Decision:  # fmt: skip
    """Decide what becomes of a project; nobody outside knows before the announcement.

    A decision already taken is replaced, and kept. Raises CannotBeDecided, NotYetOrNoMore,
    NotFromThisState, Denied.
    """
    DECIDE_PROJECT.require(by, project)
    call_in_turn(project.call)
    appraisal = appraised_in_turn(project, move="decide", at=at)
    is_selected = outcome == Outcome.SELECTED
    if not reason.strip():
        raise CannotBeDecided(_("Chaque décision dit son motif."))
    if is_selected and appraisal.state != AppraisalState.ADMISSIBLE:
        raise CannotBeDecided(_("Un projet irrecevable ne peut pas être retenu."))
    if is_selected:
        _require_amount(appraisal.project, amount_cents)
    Decision.objects.filter(project=project, replaced_at=None).update(replaced_at=at)
    decision = Decision.objects.create(
        project=appraisal.project, outcome=outcome, reason=reason.strip(),
        amount_cents=amount_cents if is_selected else None, decided_by_id=by.affiliation_id,
        decided_at=at,
    )  # fmt: skip
    fact = ProjectDecided(
        project_id=project.pk, caller_id=appraisal.project.call.organisation_id,
        decision_id=decision.pk, answer=decision.outcome,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return decision


def _require_amount(project: Project, cents: int | None) -> None:
    most = project.filings.order_by("-number")[0].version.state_most_cents
    if not cents:
        raise CannotBeDecided(_("Dites le montant accordé."))
    if most is not None and cents > most:
        raise CannotBeDecided(_("Le montant dépasse ce que l’État verse par projet."))
