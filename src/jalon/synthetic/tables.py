"""Rows as COPY reads them, table by table, and their way into the database."""

from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any

import psycopg
from django.db import connection

from jalon.synthetic.calendar import DAY
from jalon.vault.sealing import seal

TWO_SIDED = (
    "id, public_id, dossier_id, title, state, rank, revision, proposed_side,"
    " proposed_by_id, proposed_body_id, proposed_at, person_agreed_at, told_to_id, body_agreed_at,"
    " body_agreed_by_id, ended_side, ended_by_id, ended_at, word"
)
COLUMNS = {
    "accounts_user": "id, password, public_id, email, first_name, last_name, civility, is_active,"
    " created_at",
    "accounts_affiliation": "id, public_id, user_id, organisation_id, role, job_title, phone,"
    " started_on, confirmed_at",
    "people_person": "id, public_id, first_names, birth_name, usage_name, sex, birth_year,"
    " birth_month, birth_day, birth_place, birth_country, nir, nir_fingerprint, is_synthetic,"
    " created_at",
    "people_contact": "person_id, phones, emails, address_line, address_extra, postal_code, city,"
    " commune_code, is_domiciled, preferred_channel, language, needs_interpreter",
    "people_identifier": "person_id, kind, issuer_id, value",
    "dossiers_membership": "id, public_id, dossier_id, organisation_id, affiliation_id, role,"
    " started_on, until_on, ended_at",
    "dossiers_dossier": "id, public_id, person_id, referent_id, opened_at, closed_at",
    "dossiers_household": "dossier_id, kind, dependants, youngest_birth_year",
    "dossiers_rights": "dossier_id, rsa, rsa_since, has_duties, has_are, has_ass,"
    " has_activity_bonus, has_rqth, rqth_until",
    "dossiers_education": "dossier_id, level, diploma, diploma_year, is_foreign, french",
    "dossiers_work": "dossier_id, situation, situation_since, last_job_ended_on, sought_job,"
    " sought_rome, has_licence, has_vehicle",
    "dossiers_barrier": "dossier_id, theme, status, impact, declared_by_id, declared_on, source",
    "dossiers_note": "id, public_id, dossier_id, author_id, organisation_id, kind, body,"
    " is_private, happened_on, written_at, withdrawn_at",
    "entry_orientation": "id, public_id, dossier_id, organisation_id, origin, received_on, due_on,"
    " flagged_at, taken_by_id, taken_at, track, lead_organisation_id, decided_by_id, decided_at,"
    " notified_at, notified_how",
    "entry_grounds": "orientation_id, dossier_id, proposal, differs, reason",
    "entry_trackperiod": "dossier_id, orientation_id, track, lead_organisation_id, started_at,"
    " ended_at",
    "plans_goal": TWO_SIDED,
    "plans_goaltheme": "dossier_id, goal_id, theme",
    "plans_step": f"{TWO_SIDED}, goal_id, bearer, organisation_id, due_on, started_at, effect,"
    " repeats_id",
    "contracts_engagementcontract": "id, public_id, dossier_id, organisation_id, kind, state,"
    " follows_id, change, started_on, ends_on, review_on, drafted_by_id, drafted_at, signed_at,"
    " signed_by_id, ended_on",
    "contracts_contractterms": "contract_id, dossier_id, weekly_hours, adaptations, words, refusal",
    "contracts_commitment": "id, public_id, dossier_id, bearer, organisation_id, answers_id, text,"
    " due_on, state, proof, proposed_by_id, proposed_for_id, proposed_at, accepted_at, settled_at,"
    " settled_by_id",
    "outcomes_outcome": "id, public_id, dossier_id, kind, contract, weekly_hours, started_on,"
    " planned_end_on, ended_on, employer, declared_by_id, declared_at",
    "outcomes_followup": "outcome_id, dossier_id, month, due_on, answer, answered_on,"
    " answered_by_id",
    "outcomes_conclusion": "id, public_id, dossier_id, concluded_on, concluded_by_id, withdrawn_at",
    "outcomes_closing": "dossier_id, reason, closed_at, closed_by_id, reopened_at, reopened_by_id",
    "appointments_appointment": "id, public_id, dossier_id, organisation_id, kind, mode, place,"
    " minutes, zone, shown_as, state, starts_at, ends_at, proposed_by_id, proposed_at, booked_side,"
    " booked_at, with_lead, moves, cancelled_side, cancel_ground, settled_at, settled_by_id",
    "appointments_participant": "appointment_id, dossier_id, affiliation_id, organisation_id,"
    " starts_at, ends_at, is_held",
    "journal_entry": "stream, position, kind, payload, user_id, affiliation_id, organisation_id,"
    " audience_id, need, at",
    "journal_reading": "stream, dossiers, user_id, affiliation_id, organisation_id, purpose,"
    " channel, blocks, position, at",
}
NULL = "\\N"


class Tables:
    """The rows of one batch, as lines of text, in the order of COLUMNS."""

    def __init__(self) -> None:
        self.lines: dict[str, list[str]] = {table: [] for table in COLUMNS}

    def add(self, table: str, *cells: object) -> None:
        """One row: None is NULL, bytes are bytea, everything else is its text."""
        texts = [cell if cell.__class__ is str else _text(cell) for cell in cells]
        self.lines[table].append("\t".join(texts))

    def take(self) -> "Tables":
        """The rows so far, leaving none behind."""
        taken = Tables()
        self.lines, taken.lines = taken.lines, self.lines
        return taken

    def copy(self, line: psycopg.Connection[Any]) -> int:
        """Write all rows by COPY on a connection and return how many there were."""
        with line.cursor() as cursor:
            for table, lines in self.lines.items():
                if lines:
                    with cursor.copy(f"COPY {table} ({COLUMNS[table]}) FROM STDIN") as copy:
                        for chunk in _chunks(lines):
                            copy.write(chunk)
        return sum(map(len, self.lines.values()))


def next_ids(tables: Iterable[str]) -> dict[str, int]:
    """The first free number of each table."""
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")  # noqa: S608
            [(found[table],)] = cursor.fetchall()
    return found


def continue_ids(tables: Iterable[str]) -> None:
    """Tell the sequences where the numbers given here ended."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"  # noqa: S608
                f" (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
            )


def uuid7(instant: int, dice: Random) -> str:
    """A public id of that second, drawn with the person's dice: same seed, same id."""
    milliseconds = instant * 1000 + int(dice.random() * 1000)
    digits = f"{milliseconds:012x}{dice.getrandbits(74):019x}"
    # Version 7, then two bits of variant, in the fourth group's first digit (8, 9, a or b).
    variant = "89ab"[int(digits[12], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-7{digits[13:16]}-{variant}{digits[16:19]}-{digits[19:]}"


def public_id(day: date, dice: Random) -> str:
    """The same, for what came before the people: accounts and organisations."""
    return uuid7((day - date(1970, 1, 1)).days * DAY, dice)


def sealed(text: str) -> bytes:
    """A sealed text, or no byte at all for no text, as EncryptedTextField keeps it."""
    return seal(text) if text else b""


def _text(value: object) -> str:
    if value.__class__ is int:
        return str(value)
    if value is None:
        return NULL
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value)


def _chunks(lines: list[str], size: int = 2000) -> Iterable[str]:
    for start in range(0, len(lines), size):
        yield "\n".join(lines[start : start + size]) + "\n"
