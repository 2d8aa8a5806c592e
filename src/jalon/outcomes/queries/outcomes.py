"""What became of the person, read for the page of her dossier and for its own pages."""

from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from jalon.access.policy.blocks import Block
from jalon.access.policy.levels import Level
from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import rights
from jalon.outcomes.durable import durability
from jalon.outcomes.models import Outcome

# A part of the one statement of the page of a dossier (dossiers.sections).
ON_PAGE: Final = """SELECT json_build_object(
    'outcomes', (SELECT coalesce(json_agg(row ORDER BY row.started_on DESC, row.id DESC), '[]')
        FROM (SELECT id, public_id, kind, contract, weekly_hours, started_on, planned_end_on,
                     ended_on, encode(employer, 'base64') AS employer, declared_by_id IS NULL
                         AS by_the_person, confirmed_at,
                     declared_by_id IN (SELECT hat.id FROM accounts_affiliation AS hat
                         WHERE hat.organisation_id = %(organisation)s) AS is_ours
              FROM outcomes_outcome
              WHERE dossier_id = subject.id AND withdrawn_at IS NULL) AS row),
    'follow_ups', (SELECT coalesce(json_agg(row ORDER BY row.due_on), '[]') FROM (
        SELECT outcome_id, month, due_on, answer, answered_on FROM outcomes_followup
        WHERE dossier_id = subject.id) AS row),
    'closing', (SELECT row_to_json(row) FROM (
        SELECT reason, closed_at FROM outcomes_closing
        WHERE dossier_id = subject.id AND reopened_at IS NULL) AS row))"""


def outcomes_of(actor: Actor | PersonActor, dossier: Dossier) -> QuerySet[Outcome]:
    """What was declared and not taken back, latest first; only by one's own body if one's right
    goes no further.
    """
    standing = Outcome.objects.filter(dossier=dossier, withdrawn_at=None)
    level = rights(actor, dossier).levels.get(Block.EMPLOYMENT)
    if level is None:
        return Outcome.objects.none()
    if level is Level.OWN and actor.organisation_id:
        standing = standing.filter(declared_by__organisation_id=actor.organisation_id)
    return standing.select_related("dossier").order_by("-started_on", "-pk")


def said_of(outcome: Outcome, *, on: date) -> dict[str, Any]:
    """Whether it counts as durable, and whether it is told apart."""
    known = durability(outcome, on=on)
    return {"is_durable": known.is_durable, "is_apart": known.is_apart}
