"""The course of the support, read for the page of a dossier and for the person's own pages."""

from typing import Final

from jalon.outcomes.models import Suspension

# A part of the one statement of the page of a dossier (dossiers.sections). Row-level security
# hides the reason from who may not know of it.
ON_PAGE: Final = """SELECT json_build_object(
    'concluded', (SELECT row_to_json(row) FROM (
        SELECT public_id, concluded_on FROM outcomes_conclusion
        WHERE dossier_id = subject.id AND withdrawn_at IS NULL
        ORDER BY concluded_on DESC LIMIT 1) AS row),
    'suspended', (SELECT row_to_json(row) FROM (
        SELECT halt.public_id, halt.from_on, halt.expected_on, ground.reason, ground.block
        FROM outcomes_suspension AS halt
        LEFT JOIN outcomes_suspensionground AS ground ON ground.suspension_id = halt.id
        WHERE halt.dossier_id = subject.id AND halt.resumed_on IS NULL
          AND halt.withdrawn_at IS NULL) AS row))"""


def suspension_of(dossier_id: int) -> Suspension | None:
    """The suspension in force, as row-level security lets it be read."""
    return Suspension.objects.filter(
        dossier_id=dossier_id, resumed_on=None, withdrawn_at=None
    ).first()
