"""Who is bound by professional secrecy in the demonstration, and who may open in an emergency."""

from datetime import date, timedelta
from typing import Final

from django.db import connection

from jalon.accounts.kinds import SENSITIVE_KINDS, OrganisationKind
from jalon.accounts.models import AffiliationRole

ONE_YEAR: Final = timedelta(days=365)
# Social workers are bound by law (CASF, L.411-3); the others by an express habilitation.
SWORN_KINDS: Final = (
    OrganisationKind.DEPARTEMENT, OrganisationKind.MDS, OrganisationKind.CCAS,
    OrganisationKind.ASSOCIATION, OrganisationKind.MISSION_LOCALE, *sorted(SENSITIVE_KINDS),
)  # fmt: skip
GRANT: Final = """
INSERT INTO accounts_habilitation (affiliation_id, kind, started_on, ended_on, granted_by_id)
SELECT hat.id, %(kind)s, %(start)s, %(end)s, (
    SELECT giver.id FROM accounts_affiliation AS giver
    WHERE giver.organisation_id = hat.organisation_id AND giver.role = 'manager'
      AND giver.user_id <> hat.user_id
    ORDER BY giver.id LIMIT 1)
FROM accounts_affiliation AS hat
JOIN accounts_organisation AS body ON body.id = hat.organisation_id
WHERE hat.role = ANY(%(roles)s) AND body.kind = ANY(%(kinds)s) AND body.is_synthetic
"""


def grant_habilitations(today: date) -> None:
    """One statement per kind: secrecy to those who accompany, urgency to those who orient."""
    given = (
        ("secrecy", [AffiliationRole.PROFESSIONAL], SWORN_KINDS),
        ("break_glass", [AffiliationRole.ORIENTATION_OFFICER], list(OrganisationKind)),
        ("break_glass", [AffiliationRole.PROFESSIONAL], [OrganisationKind.MDS]),
    )
    with connection.cursor() as cursor:
        for kind, roles, kinds in given:
            cursor.execute(
                GRANT,
                {
                    "kind": kind,
                    "start": today - timedelta(days=30),
                    "end": today + ONE_YEAR,
                    "roles": [role.value for role in roles],
                    "kinds": [body.value for body in kinds],
                },
            )
