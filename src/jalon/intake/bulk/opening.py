"""Opening many dossiers at once: COPY into a temporary table, then one INSERT … SELECT per table.

What it writes is what `open_dossier` writes for one person, values of the list included; a test
compares the two. The facts go to the journal in the same way: these dossiers did not exist, so
each takes position 1 of its stream and nobody can be ahead of it.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from jalon.accounts.actor import Actor
from jalon.dossiers.events import DossierOpened
from jalon.intake.queries.differences import family_names, phones
from jalon.intake.queries.linking import nir_fingerprint
from jalon.kernel.ids import uuid7
from jalon.vault.sealing import seal

NUMBERED = {  # taken from the sequence of a table, unless the person is already known
    "new_person_id": "people_person",
    "dossier_id": "dossiers_dossier",
    "seat_id": "dossiers_membership",
}
COLUMNS = {
    "line": "int",
    "known_person_id": "bigint",
    "person_uuid": "uuid",
    "dossier_uuid": "uuid",
    "seat_uuid": "uuid",
    "organisation_id": "bigint",
    "affiliation_id": "bigint",
    "first_names": "text",
    "birth_name": "text",
    "usage_name": "text",
    "sex": "text",
    "birth_year": "smallint",
    "birth_month": "smallint",
    "birth_day": "smallint",
    "birth_place": "text",
    "nir": "bytea",
    "nir_fingerprint": "bytea",
    "phones": "bytea",
    "emails": "bytea",
    "address_line": "bytea",
    "address_extra": "bytea",
    "postal_code": "text",
    "city": "text",
    "rsa": "text",
    "has_rqth": "bool",
    "has_are": "bool",
    "has_ass": "bool",
    "has_activity_bonus": "bool",
    "situation": "text",
    "sought_rome": "text",
    "level": "text",
    "file_id": "text",
    "benefit_number": "text",
    "france_travail_id": "text",
}
CREATE = "CREATE TEMPORARY TABLE arriving ({}) ON COMMIT DROP".format(
    ", ".join(
        [
            *(f"{name} {kind}" for name, kind in COLUMNS.items()),
            *(
                f"{name} bigint DEFAULT nextval(pg_get_serial_sequence('{table}', 'id'))"
                for name, table in NUMBERED.items()
            ),
            (
                "person_id bigint GENERATED ALWAYS AS (coalesce(known_person_id, new_person_id)) "
                "STORED"
            ),
            "is_new bool GENERATED ALWAYS AS (known_person_id IS NULL) STORED",
        ]
    )
)
COPY = f"COPY arriving ({', '.join(COLUMNS)}) FROM STDIN"
# Someone known may already have a number; nobody new has, which is quicker not to ask.
NUMBERS = """
    INSERT INTO people_identifier (person_id, kind, issuer_id, value)
    SELECT person_id, number.kind, number.issuer_id, number.value
    FROM arriving, LATERAL (VALUES
        ('file', %(sender)s, file_id),
        ('benefit', NULL, benefit_number),
        ('france_travail', NULL, france_travail_id)
    ) AS number (kind, issuer_id, value)
    {} AND number.value <> ''
    """
INSERTS = (
    """
    INSERT INTO people_person (id, public_id, first_names, birth_name, usage_name, sex,
        birth_year, birth_month, birth_day, birth_place, birth_country, nir, nir_fingerprint,
        is_synthetic, created_at)
    SELECT person_id, person_uuid, first_names, birth_name, usage_name, sex, birth_year,
        birth_month, birth_day, birth_place, '', nir, nir_fingerprint, %(is_synthetic)s, %(at)s
    FROM arriving WHERE is_new
    """,
    """
    INSERT INTO people_contact (person_id, phones, emails, address_line, address_extra,
        postal_code, city, commune_code, is_domiciled, preferred_channel, language,
        needs_interpreter)
    SELECT person_id, phones, emails, address_line, address_extra, postal_code, city, '', false,
        '', 'fr', false
    FROM arriving WHERE is_new
    """,
    """
    INSERT INTO dossiers_membership (id, public_id, dossier_id, organisation_id, affiliation_id,
        role, started_on)
    SELECT seat_id, seat_uuid, dossier_id, organisation_id, affiliation_id, 'referent', %(today)s
    FROM arriving
    """,
    """
    INSERT INTO dossiers_dossier (id, public_id, person_id, referent_id, opened_at)
    SELECT dossier_id, dossier_uuid, person_id, seat_id, %(at)s FROM arriving
    """,
    """
    INSERT INTO dossiers_household (dossier_id, kind) SELECT dossier_id, '' FROM arriving
    """,
    """
    INSERT INTO dossiers_rights (dossier_id, rsa, has_rqth, has_are, has_ass, has_activity_bonus)
    SELECT dossier_id, rsa, has_rqth, has_are, has_ass, has_activity_bonus FROM arriving
    """,
    """
    INSERT INTO dossiers_education (dossier_id, level, diploma, french)
    SELECT dossier_id, level, '', '' FROM arriving
    """,
    """
    INSERT INTO dossiers_work (dossier_id, situation, sought_job, sought_rome)
    SELECT dossier_id, situation, '', sought_rome FROM arriving
    """,
    NUMBERS.format("WHERE is_new"),
    NUMBERS.format("WHERE NOT is_new")
    + "ON CONFLICT (person_id, kind, issuer_id, value) DO NOTHING",
    """
    INSERT INTO journal_entry (stream, position, kind, payload, user_id, affiliation_id,
        organisation_id, need, at)
    SELECT 'dossier/' || dossier_id, 1, %(kind)s, jsonb_build_object('dossier_id', dossier_id,
        'person_id', person_id, 'membership_id', seat_id), %(user)s, %(affiliation)s,
        %(organisation)s, 'T', %(at)s
    FROM arriving
    """,
    """
    INSERT INTO intake_arrival (people_list_id, line, person_id, is_new_person, dossier_id)
    SELECT %(list)s, line, person_id, is_new, dossier_id FROM arriving
    """,
)
# Foreign keys wait for the end of the transaction, since a dossier and its référent's seat point
# to each other. Checked chunk by chunk, what is checked is still at hand and the queue is short.
CHECK_NOW = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"


@dataclass(slots=True)
class Opening:
    """One dossier to open. `person_id` is 0 for someone new; `sealed` by `seal_contact`."""

    line: int
    person_id: int
    values: dict[str, Any]
    sealed: tuple[bytes | None, ...]
    organisation_id: int
    affiliation_id: int | None


def seal_contact(values: dict[str, Any]) -> tuple[bytes | None, ...]:
    """The values that are sealed at rest: NIR, its fingerprint, phones, e-mails, address twice."""
    number = values.get("nir")
    return (
        seal(number) if number else None,
        nir_fingerprint(values),
        _sealed("\n".join(phones(values))),
        _sealed(values.get("email", "")),
        _sealed(values.get("address", "")),
        _sealed(values.get("address_extra", "")),
    )


def open_many(
    openings: list[Opening], *, list_id: int, is_synthetic: bool, by: Actor, at: datetime
) -> None:
    """Create people, contacts, dossiers, teams, blocks, numbers and facts.

    The table `arriving` stays until the next call: `opened_dossiers` reads it.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS arriving")
        cursor.execute(CREATE)
        with cursor.copy(COPY) as copy:
            for row in _rows(openings):
                copy.write_row(row)
        parameters: dict[str, Any] = {
            "is_synthetic": is_synthetic,
            "at": at,
            "today": by.today,
            "kind": DossierOpened.kind,
            "sender": by.organisation_id,
            "user": by.user_id,
            "affiliation": by.affiliation_id,
            "organisation": by.organisation_id,
            "list": list_id,
        }
        for insert in INSERTS:
            cursor.execute(insert, parameters)
        cursor.execute(CHECK_NOW)


def opened_dossiers(lines: list[int]) -> dict[int, int]:
    """The dossiers just opened for some lines, by line."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT line, dossier_id FROM arriving WHERE line = ANY(%s)", [lines])
        return dict(cursor.fetchall())


def _rows(openings: list[Opening]) -> Iterator[tuple[Any, ...]]:
    ids = public_ids(3 * len(openings))
    for opening in openings:
        values = opening.values
        get = values.get
        names = family_names(values)
        year, month, day = values["birth_date"]
        yield (
            opening.line, opening.person_id or None, next(ids), next(ids), next(ids),
            opening.organisation_id, opening.affiliation_id,
            values["first_names"], names["birth_name"], names["usage_name"],
            get("sex", "U"), year, month, day, get("birth_place", ""), *opening.sealed,
            get("postal_code", ""), get("city", ""), get("rsa", ""), get("rqth"), get("are"),
            get("ass"), get("activity_bonus"), get("situation", ""), get("rome", ""),
            get("education_level", ""), get("file_id", ""), get("benefit_number", ""),
            get("france_travail_id", ""),
        )  # fmt: skip


def public_ids(count: int) -> Iterator[str]:
    """UUIDs of version 7 as texts, made together: one look at the clock, one draw."""
    first = str(uuid7())[:15]  # the 48 bits of time, then the version
    drawn = os.urandom(count * 10).hex()
    for start in range(0, count * 20, 20):
        bits = drawn[start : start + 20]
        yield f"{first}{bits[:3]}-{'89ab'[int(bits[3], 16) & 3]}{bits[4:7]}-{bits[7:19]}"


def _sealed(text: str) -> bytes:
    return seal(text) if text else b""
