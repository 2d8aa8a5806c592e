"""Taking back what a list brought: only what nobody has touched since."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from jalon.intake.models import ListState, PeopleList
from jalon.kernel.errors import Refused

# Somebody who left a row here has worked on the dossier, or waits for an answer about it.
WATCHED = (
    ("dossiers_sharing", "dossier_id"),
    ("dossiers_invitation", "dossier_id"),
    ("dossiers_joinrequest", "dossier_id"),
    ("dossiers_objection", "dossier_id"),
    ("dossiers_limitation", "dossier_id"),
    ("dossiers_cautionoverride", "dossier_id"),
    ("dossiers_exceptionalaccess", "dossier_id"),
    ("plans_goal", "dossier_id"),
    ("plans_goaltheme", "dossier_id"),
    ("plans_step", "dossier_id"),
    ("plans_stepphoto", "dossier_id"),
    ("exchanges_message", "dossier_id"),
    ("contracts_acceptance", "dossier_id"),
    ("contracts_acceptancecode", "dossier_id"),
    ("contracts_commitment", "dossier_id"),
    ("contracts_contractbarrier", "dossier_id"),
    ("contracts_contractfile", "dossier_id"),
    ("contracts_contractterms", "dossier_id"),
    ("contracts_contractversion", "dossier_id"),
    ("contracts_engagementcontract", "dossier_id"),
    ("appointments_appointment", "dossier_id"),
    ("appointments_bookinglink", "dossier_id"),
    ("appointments_message", "dossier_id"),
    ("appointments_participant", "dossier_id"),
    ("appointments_calendarfeed", "person_id"),
    ("entry_grounds", "dossier_id"),
    ("entry_handover", "dossier_id"),
    ("entry_orientation", "dossier_id"),
    ("entry_referentrequest", "dossier_id"),
    ("entry_reorientation", "dossier_id"),
    ("entry_trackperiod", "dossier_id"),
    ("entry_transfer", "dossier_id"),
    ("exchanges_message", "dossier_id"),
    ("outcomes_closing", "dossier_id"),
    ("outcomes_conclusion", "dossier_id"),
    ("outcomes_followup", "dossier_id"),
    ("outcomes_outcome", "dossier_id"),
    ("outcomes_suspension", "dossier_id"),
    ("outcomes_suspensionground", "dossier_id"),
    ("protection_datarequest", "dossier_id"),
    ("protection_registerlookup", "dossier_id"),
    ("people_personalaccess", "person_id"),
    ("people_spacecode", "person_id"),
)
WATCHED_ROWS = " ".join(
    f"OR EXISTS (SELECT FROM {table} w WHERE w.{column} = a.{column})" for table, column in WATCHED
)
# What to take back: the dossiers that the list opened, less those someone has worked on since.
# A dossier is worked on when its journal goes beyond its opening, or when a value proposed for
# it was decided; its person is awaited by another list when that list recognised them.
CHOOSE = f"""
CREATE TEMPORARY TABLE leaving ON COMMIT DROP AS
SELECT a.person_id, a.is_new_person, a.dossier_id,
    EXISTS (SELECT FROM journal_entry e
            WHERE e.stream = 'dossier/' || a.dossier_id AND e.position > 1)
        {WATCHED_ROWS} AS is_worked_on,
    EXISTS (SELECT FROM intake_arrival o
            WHERE o.person_id = a.person_id AND o.people_list_id <> a.people_list_id)
        AS is_in_another_list
FROM intake_arrival a
WHERE a.people_list_id = %(list)s AND a.dossier_id IS NOT NULL
"""  # noqa: S608
COUNT = """
SELECT count(*) FILTER (WHERE NOT is_worked_on AND NOT is_in_another_list),
    count(*) FILTER (WHERE is_worked_on),
    count(*) FILTER (WHERE NOT is_worked_on AND is_in_another_list)
FROM leaving
"""
KEEP = "DELETE FROM leaving WHERE is_worked_on OR is_in_another_list"
# Written by the database itself, from the journal.
KEPT_UP = ("deadline", "dossiermilestone")
BLOCKS = ("household", "rights", "education", "work", "barrier", "note")
OF_DOSSIERS = "IN (SELECT dossier_id FROM leaving)"
OF_PEOPLE = "IN (SELECT person_id FROM leaving WHERE is_new_person)"
# In the order that foreign keys ask for; a test checks that no table of a dossier is forgotten.
DELETES = (
    f"DELETE FROM intake_proposal WHERE dossier_id {OF_DOSSIERS}",  # noqa: S608
    *(f"DELETE FROM deadlines_{one} WHERE dossier_id {OF_DOSSIERS}" for one in KEPT_UP),  # noqa: S608
    *(f"DELETE FROM dossiers_{block} WHERE dossier_id {OF_DOSSIERS}" for block in BLOCKS),  # noqa: S608
    f"DELETE FROM notifications_notification WHERE dossier_id {OF_DOSSIERS}",  # noqa: S608
    f"DELETE FROM dossiers_dossier WHERE id {OF_DOSSIERS}",  # noqa: S608
    f"DELETE FROM dossiers_membership WHERE dossier_id {OF_DOSSIERS}",  # noqa: S608
    f"DELETE FROM people_identifier WHERE person_id {OF_PEOPLE}",  # noqa: S608
    f"DELETE FROM people_contact WHERE person_id {OF_PEOPLE}",  # noqa: S608
    f"DELETE FROM people_person WHERE id {OF_PEOPLE}",  # noqa: S608
)
# What is counted is what the sender was told of: nothing of the lines that are only "known".
TOLD = """
SELECT count(*) FROM gone
JOIN intake_listline l ON l.people_list_id = %(list)s AND l.line = gone.line
WHERE l.outcome <> 'known'
"""
NUMBERS = f"""
WITH gone AS (
    DELETE FROM people_identifier USING intake_arrival a
    WHERE people_identifier.id = a.identifier_id AND a.people_list_id = %(list)s
    RETURNING a.line
) {TOLD}
"""  # noqa: S608
PROPOSALS = f"""
WITH gone AS (
    DELETE FROM intake_proposal WHERE people_list_id = %(list)s AND state = 'proposed'
    RETURNING line
) {TOLD}
"""  # noqa: S608


class TooLateToUndo(Refused):
    """The list is not applied, or the time to undo it is over."""


@dataclass(frozen=True)
class Undone:
    """What was taken back, and what was kept for each reason."""

    dossiers: int
    worked_on: int
    in_another_list: int
    numbers: int
    proposals: int

    @property
    def kept(self) -> int:
        return self.worked_on + self.in_another_list

    def counts(self) -> dict[str, int]:
        """As they are kept with the list."""
        return {
            "removed": self.dossiers,
            "removed_numbers": self.numbers,
            "removed_proposals": self.proposals,
            "kept_worked_on": self.worked_on,
            "kept_in_another_list": self.in_another_list,
        }


def undo_arrivals(people_list: PeopleList) -> Undone:
    """Delete what the list brought and nobody has touched; the journal keeps its facts."""
    parameters = {"list": people_list.pk}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('jalon.intake'))")
        cursor.execute("DROP TABLE IF EXISTS leaving")
        cursor.execute(CHOOSE, parameters)
        cursor.execute(COUNT)
        dossiers, worked_on, in_another_list = cursor.fetchone()
        cursor.execute(KEEP)
        cursor.execute("ANALYZE leaving")
        cursor.execute(PROPOSALS, parameters)
        [proposals] = cursor.fetchone()
        for delete in DELETES:
            cursor.execute(delete)
        cursor.execute(NUMBERS, parameters)
        [numbers] = cursor.fetchone()
        return Undone(dossiers, worked_on, in_another_list, numbers, proposals)


def require_in_time(people_list: PeopleList, at: datetime) -> None:
    """Raises TooLateToUndo."""
    if people_list.state != ListState.APPLIED or people_list.undo_until is None:
        raise TooLateToUndo(_("Cette liste n’est pas importée : il n’y a rien à annuler."))
    if at > people_list.undo_until:
        raise TooLateToUndo(
            _("Le délai pour annuler est passé. Les dossiers se modifient maintenant un par un.")
        )
