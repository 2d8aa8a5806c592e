"""One goal or one step, for whoever is about to change it: through what they see of it."""

from uuid import UUID

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.plans.models import Goal, Step
from jalon.plans.rules import sees


def row_of(by: Actor | PersonActor, dossier: Dossier, public_id: UUID) -> Goal | Step | None:
    """The goal or the step of this dossier that bears this number, or None."""
    named = {"dossier": dossier, "public_id": public_id}
    goal = Goal.objects.select_related("dossier", "proposed_body").filter(**named).first()
    steps = Step.objects.select_related("dossier", "proposed_body", "organisation", "goal")
    row = goal or steps.filter(**named).first()
    return row if row and sees(by, row) else None
