from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.journal.record import record
from jalon.plans.events import GoalProposed
from jalon.plans.models import Goal, GoalTheme
from jalon.plans.models.two_sided import side_of
from jalon.plans.queries.ranks import next_rank
from jalon.plans.rules import WRITE_PLAN
from jalon.plans.turns import keep_insistence, review, wait_for_turn
from jalon.wording import guard
from jalon.wording.guard import Insistence


@transaction.atomic
def propose_goal(
    *,
    dossier: Dossier,
    title: str,
    themes: Sequence[str],
    by: Actor | PersonActor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Goal:
    """Say what one would like to reach, and from which obstacles; the other side answers.

    Raises WordsToReview, Denied.
    """
    WRITE_PLAN.require(by, dossier)
    insisted = review({"plan.title": title}, by, insistence)

    wait_for_turn(dossier.pk)
    goal = Goal(dossier=dossier, title=title.strip(), rank=next_rank(Goal, dossier))
    goal.propose(by=by, at=at)
    goal.agree(side_of(by), by=by, at=at)
    goal.told_to = None
    goal.save()
    GoalTheme.objects.bulk_create(
        GoalTheme(dossier=dossier, goal=goal, theme=theme) for theme in dict.fromkeys(themes)
    )
    record(GoalProposed(dossier_id=dossier.pk, goal_id=goal.pk, role=side_of(by)), by=by, at=at)
    keep_insistence(dossier, "plan.title", insisted, insistence, by=by, at=at)
    return goal
