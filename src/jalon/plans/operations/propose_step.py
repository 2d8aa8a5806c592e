from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import Organisation
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.plans.events import StepProposed
from jalon.plans.models import Bearer, Goal, Step
from jalon.plans.models.two_sided import side_of
from jalon.plans.queries.ranks import next_rank
from jalon.plans.rules import CHANGE_PLAN
from jalon.plans.turns import NotNow, keep_insistence, review, wait_for_turn
from jalon.wording import guard
from jalon.wording.guard import Insistence


class StepInThePast(Refused):
    """What is still to be done is done from today on."""


class NotTheSameGoal(Refused):
    """A step repeats one that was ended, of the same goal."""


@transaction.atomic
def propose_step(
    *,
    goal: Goal,
    title: str,
    organisation: Organisation | None,
    due_on: date,
    by: Actor | PersonActor,
    at: datetime,
    repeats: Step | None = None,
    insistence: Insistence = guard.NONE,
) -> Step:
    """Propose something to do before a day, by the person or by an `organisation`.

    Who proposes agrees for their own side; of a step that another organisation would do, neither
    has agreed yet. `repeats`: the try before. Raises StepInThePast, NotTheSameGoal, NotNow,
    WordsToReview, Denied.
    """
    CHANGE_PLAN.require(by, goal)
    if due_on < by.today:
        raise StepInThePast(_("Cette date est passée : choisissez un jour à venir."))
    if repeats and (repeats.goal_id != goal.pk or not repeats.is_over):
        raise NotTheSameGoal(_("On refait une étape terminée du même objectif."))
    insisted = review({"plan.title": title}, by, insistence)

    step = _placed(goal, organisation)
    step.title, step.due_on, step.repeats = title.strip(), due_on, repeats
    step.propose(by=by, at=at)
    if isinstance(by, PersonActor) or step.speaks_for_body(by):
        step.agree(side_of(by), by=by, at=at)
    step.save()
    record(
        StepProposed(dossier_id=goal.dossier_id, step_id=step.pk, role=side_of(by)), by=by, at=at
    )
    keep_insistence(goal.dossier, "plan.title", insisted, insistence, by=by, at=at)
    return step


def _placed(goal: Goal, organisation: Organisation | None) -> Step:
    """A new step, last of its goal, once nobody else is changing this plan."""
    wait_for_turn(goal.dossier_id)
    if Goal.objects.get(pk=goal.pk).is_over:
        raise NotNow(_("L’objectif est terminé : reprenez-le avant de changer ses étapes."))
    return Step(
        dossier=goal.dossier,
        goal=goal,
        bearer=Bearer.BODY if organisation else Bearer.PERSON,
        organisation=organisation,
        rank=next_rank(Step, goal.dossier),
    )
