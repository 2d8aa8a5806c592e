"""Steps of the plan that bind today, beside promises: owed as they are."""

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import rights
from jalon.plans.queries.on_page import Plan, read_plan


def steps_owed(dossier: Dossier, by: Actor | PersonActor) -> tuple[list[Plan], list[Plan]]:
    """By the person, and by bodies, the soonest first; what this reader may read."""
    told = {"opened_at": dossier.opened_at, "closed_at": dossier.closed_at}
    plan = read_plan(dossier.pk, told, rights(by, dossier), by)
    return plan["of_person"], plan["of_bodies"]
