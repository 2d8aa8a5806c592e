"""What the platform measured where a project is, in a period: counts, never a person.

Counted by the database for the two sides of that agreement alone (`jalon_measured`, in
`config.policy.granting`), to the nearest five; one that is small, and not nothing, is not told.
"""

from datetime import date
from typing import Final

from django.db import connection
from django.utils.translation import gettext_lazy as _

from jalon.grants.models import Report
from jalon.parameters.queries import integer

FIGURES: Final = {
    "opened": _("Accompagnements commencés"),
    "oriented": _("Orientations décidées"),
    "oriented_in_time": _("Orientations décidées dans le délai"),
    "contracts": _("Contrats d’engagement signés"),
    "jobs": _("Emplois commencés"),
    "trainings": _("Formations commencées"),
    "closed": _("Accompagnements terminés"),
}


def measured(report: Report, *, today: date) -> dict[str, int | None]:
    """Each figure of the period, None when it is too small to be told; nothing for the others."""
    least = integer("grant.least_count", on=today)
    project: int = report.agreement.project_id
    given = (project, report.period_from, report.period_until, least)
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, figure FROM jalon_measured(%s, %s, %s, %s)", given)
        found = dict(cursor.fetchall())
    return {code: found[code] for code in FIGURES if code in found}
