"""The person's own dossier: decided, put on record and read in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from jalon.accounts.actor import PersonActor
from jalon.dossiers.models import TeamRole
from jalon.dossiers.queries.dossier_page import day
from jalon.journal.models import Channel
from jalon.journal.readings import RECORD_READING, reader_values
from jalon.kernel.guarded_writes import allowed_write

# The open dossier, or the last one that was closed. The team is whole: nothing is masked to the
# person whose team it is.
STATEMENT: Final = f"""
WITH subject AS MATERIALIZED (
    SELECT id, public_id, 'dossier/' || id AS stream, %(blocks)s::varchar[] AS blocks,
           %(purpose)s::varchar AS purpose
    FROM dossiers_dossier WHERE person_id = %(person)s
    ORDER BY closed_at IS NOT NULL, opened_at DESC LIMIT 1
), latest AS MATERIALIZED (
    SELECT coalesce(max(position), 0) AS position FROM journal_entry
    WHERE stream = (SELECT stream FROM subject)
), reading AS ({RECORD_READING})
SELECT subject.id, subject.public_id, (SELECT position FROM latest),
       (SELECT coalesce(json_agg(row), '[]') FROM (
    SELECT seat.role, seat.started_on, seat.until_on,
           coalesce(nullif(member.civility, ''), member.first_name) || ' ' || member.last_name
               AS name,
           body.id AS organisation_id, body.kind AS organisation_kind,
           hat.id AS affiliation_id, hat.role AS affiliation_role,
           coalesce(nullif(body.short_name, ''), body.name) AS organisation, hat.job_title,
           coalesce(nullif(hat.phone, ''), body.phone) AS phone,
           EXISTS (SELECT FROM entry_portrait AS portrait
                   WHERE portrait.affiliation_id = hat.id) AS has_portrait
    FROM dossiers_membership AS seat
    JOIN accounts_organisation AS body ON body.id = seat.organisation_id
    LEFT JOIN accounts_affiliation AS hat ON hat.id = seat.affiliation_id
    LEFT JOIN accounts_user AS member ON member.id = hat.user_id
    WHERE seat.dossier_id = subject.id AND seat.ended_at IS NULL
      AND (seat.until_on IS NULL OR seat.until_on > %(today)s)
    ORDER BY seat.role <> 'referent', seat.started_on, seat.id) AS row)
FROM subject"""  # noqa: S608 - made of constants alone


@dataclass(frozen=True)
class OwnDossier:
    """The dossier of the person who reads, and who is around them, the référent first."""

    id: int
    public_id: UUID
    position: int  # of the journal, when it was read: the screen follows from there
    team: list[dict[str, Any]]

    @property
    def stream(self) -> str:
        return f"dossier/{self.id}"

    @property
    def referent(self) -> dict[str, Any] | None:
        return next((seat for seat in self.team if seat["role"] == TeamRole.REFERENT), None)


def read_own_dossier(
    actor: PersonActor, *, channel: Channel, blocks: Sequence[str], at: datetime
) -> OwnDossier | None:
    """The dossier of this person, or None when nobody opened one; `blocks` go on record."""
    values = {
        **reader_values(actor),
        "person": actor.person_id,
        "today": actor.today,
        "channel": channel,
        "blocks": list(blocks),
        "at": at,
    }
    with connection.cursor() as cursor, allowed_write("reading"):
        cursor.execute(STATEMENT, values)
        row = cursor.fetchone()
    return OwnDossier(row[0], row[1], row[2], [_seat(seat) for seat in row[3]]) if row else None


def _seat(seat: dict[str, Any]) -> dict[str, Any]:
    return {
        **seat,
        "role_label": TeamRole(seat["role"]).label,
        "started_on": day(seat["started_on"]),
        "until_on": day(seat["until_on"]),
    }
