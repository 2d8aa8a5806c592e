from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import Organisation
from jalon.journal.record import record
from jalon.plans.events import StepReworded
from jalon.plans.models import Bearer, Step
from jalon.plans.models.two_sided import side_of
from jalon.plans.operations.propose_step import StepInThePast
from jalon.plans.rules import CHANGE_PLAN
from jalon.plans.turns import in_turn, keep_insistence, review, write
from jalon.wording import guard
from jalon.wording.guard import Insistence


@transaction.atomic
def reword_step(
    *,
    step: Step,
    seen: int,
    title: str,
    organisation: Organisation | None,
    due_on: date,
    by: Actor | PersonActor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Step:
    """Change a step that is not agreed yet: it is proposed anew, by who changes it.

    What both have agreed to does not slide: it is given up, with a reason, and proposed again.
    Raises PlanMoved (both versions are shown), NotNow, StepInThePast, WordsToReview, Denied.
    """
    CHANGE_PLAN.require(by, step)
    now = in_turn(step, seen=seen, verb="reword")
    after = {"title": title.strip(), "organisation": organisation, "due_on": due_on}
    changed = tuple(sorted(name for name in after if after[name] != getattr(now, name)))
    if not changed:
        return now
    if "due_on" in changed and due_on < by.today:
        raise StepInThePast(_("Cette date est passée : choisissez un jour à venir."))
    insisted = review({"plan.title": title}, by, insistence)
    _propose_anew(now, after, by, at)
    fact = StepReworded(dossier_id=now.dossier_id, step_id=now.pk, role=side_of(by), fields=changed)
    record(fact, by=by, at=at)
    keep_insistence(now.dossier, "plan.title", insisted, insistence, by=by, at=at)
    return now


def _propose_anew(step: Step, after: dict[str, Any], by: Actor | PersonActor, at: datetime) -> None:
    for name, value in after.items():
        setattr(step, name, value)
    step.bearer = Bearer.BODY if step.organisation else Bearer.PERSON
    step.propose(by=by, at=at)
    if isinstance(by, PersonActor) or step.speaks_for_body(by):
        step.agree(side_of(by), by=by, at=at)
    write(
        step, *after, "bearer", "state", "proposed_side", "proposed_by", "proposed_body",
        "proposed_at", "person_agreed_at", "told_to", "body_agreed_at", "body_agreed_by",
    )  # fmt: skip
