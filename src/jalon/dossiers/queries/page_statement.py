"""The one statement of the page of a dossier: rights, budget, reading on record, and content."""

from functools import lru_cache
from typing import Final

from jalon.dossiers.sections import Section, sections
from jalon.journal.readings import RECORD_READING
from jalon.vigilance.counting import REFUSAL, VERDICT

TIMELINE_ITEMS: Final = 20
CHANGES: Final = 50  # how many facts the list "since my last visit" can name
# Who may read it, then whether the account was not shown too many people already (VERDICT).
SUBJECT: Final = f"""
gates AS MATERIALIZED (
    SELECT array_agg(block) AS letters FROM jalon_gates('read', NULL)
), allowed AS MATERIALIZED (
    SELECT dossier.id, dossier.public_id, dossier.person_id, dossier.opened_at, dossier.closed_at,
           'dossier/' || dossier.id AS stream, gates.letters,
           seat.can_write, seat.is_referent, seat.answers_for_empty_seat,
           coalesce(seat.is_new_link, true) AS is_new_link, seat.roles, seat.is_managed,
           ARRAY(SELECT part.name FROM unnest(%(blocks)s::varchar[], %(letters)s::text[])
                                       AS part (name, letters)
                 WHERE string_to_array(part.letters, NULL) && gates.letters
           ) AS blocks,
           urgent.said AS urgent,
           CASE WHEN urgent.said IS NULL THEN %(purpose)s::varchar ELSE 'emergency' END AS purpose
    FROM gates
    JOIN dossiers_dossier AS dossier ON dossier.public_id = %(public_id)s
    LEFT JOIN LATERAL (
        SELECT json_build_object('id', public_id, 'expires_at', expires_at) AS said
        FROM dossiers_exceptionalaccess
        WHERE affiliation_id = %(affiliation)s AND dossier_id = dossier.id
          AND closed_at IS NULL AND expires_at > %(at)s AND EXISTS (
              SELECT FROM accounts_habilitation
              WHERE affiliation_id = %(affiliation)s AND kind = 'break_glass'
                AND started_on <= %(today)s AND ended_on > %(today)s)
        ORDER BY expires_at DESC LIMIT 1
    ) AS urgent ON true
    CROSS JOIN LATERAL (
        SELECT bool_or(affiliation_id = %(affiliation)s) AS can_write,
               bool_or(affiliation_id = %(affiliation)s AND role = 'referent') AS is_referent,
               bool_or(affiliation_id IS NULL) AS answers_for_empty_seat,
               bool_or(organisation_id = %(organisation)s AND %(is_manager)s) AS is_managed,
               array_agg(role) FILTER (WHERE affiliation_id = %(affiliation)s) AS roles,
               bool_and(affiliation_id IS NOT NULL AND role <> 'referent'
                        AND started_on > %(new_since)s) AS is_new_link
        FROM dossiers_membership
        WHERE dossier_id = dossier.id AND ended_at IS NULL
          AND (until_on IS NULL OR until_on > %(today)s)
          AND (affiliation_id = %(affiliation)s
               OR (%(is_manager)s AND organisation_id = %(organisation)s))
    ) AS seat
    WHERE gates.letters IS NOT NULL
), asked_for AS MATERIALIZED (
    SELECT id AS subject, is_new_link AS outside FROM allowed
), {VERDICT}, subject AS MATERIALIZED (
    SELECT allowed.* FROM allowed, verdict WHERE verdict.passes
), visit AS MATERIALIZED (
    SELECT at, position FROM journal_reading
    WHERE affiliation_id = %(affiliation)s AND stream = (SELECT stream FROM subject)
      AND channel = 'page' AND at < %(visit_before)s
    ORDER BY at DESC LIMIT 1
)"""  # noqa: S608 - made of constants alone

# The ids within a payload are read first, apart: row security lets an index be entered by a column,
# never by what could leak a row.
FACTS: Final = """
    SELECT entry.position, entry.kind, entry.payload, entry.need, entry.at,
           coalesce(nullif(author.civility, ''), author.first_name) || ' ' || author.last_name
               AS who,
           coalesce(nullif(body.short_name, ''), body.name) AS organisation,
           coalesce(entry.affiliation_id = %(affiliation)s, false) AS is_mine,
           coalesce(entry.organisation_id = %(organisation)s, false) AS is_ours,
           CASE WHEN note.id IS NOT NULL THEN json_build_object(
               'public_id', note.public_id, 'kind', note.kind, 'block', note.block,
               'body', encode(note.body, 'base64'),
               'is_private', note.is_private, 'happened_on', note.happened_on,
               'withdrawn_at', note.withdrawn_at,
               'is_mine', note.author_id = %(affiliation)s) END AS note,
           coalesce(
               coalesce(nullif(member.civility, ''), member.first_name) || ' ' || member.last_name,
               nullif(place.short_name, ''), place.name) AS subject
    FROM (
        SELECT *, CASE WHEN kind IN ('note.written', 'note.withdrawn')
                       THEN (payload->>'note_id')::bigint END AS note_id,
               CASE WHEN payload ? 'membership_id'
                    THEN (payload->>'membership_id')::bigint END AS seat_id
        FROM journal_entry AS entry
        WHERE entry.stream = {stream}
          AND (entry.audience_id IS NULL OR entry.audience_id = %(organisation)s)
          {narrowed}
        ORDER BY entry.position DESC LIMIT {limit}
    ) AS entry
    LEFT JOIN accounts_user AS author ON author.id = entry.user_id
    LEFT JOIN accounts_organisation AS body ON body.id = entry.organisation_id
    LEFT JOIN dossiers_note AS note ON note.id = entry.note_id
    LEFT JOIN dossiers_membership AS seat ON seat.id = entry.seat_id
    LEFT JOIN accounts_organisation AS place ON place.id = seat.organisation_id
    LEFT JOIN accounts_affiliation AS hat ON hat.id = seat.affiliation_id
    LEFT JOIN accounts_user AS member ON member.id = hat.user_id
    ORDER BY entry.position DESC
"""

CONTENT: Final = """
SELECT json_build_object(
    'dossier', json_build_object('id', subject.id, 'public_id', subject.public_id,
        'opened_at', subject.opened_at, 'closed_at', subject.closed_at),
    'rights_of_reader', json_build_object('can_write', coalesce(subject.can_write, false),
        'is_referent', coalesce(subject.is_referent, false),
        'answers_for_empty_seat', coalesce(subject.answers_for_empty_seat, false)),
    'gates', subject.letters,
    'links', json_build_object(
        'seats', coalesce(subject.roles, '{{}}'), 'is_managed', coalesce(subject.is_managed, false),
        'is_urgent', subject.urgent IS NOT NULL,
        'has_secrecy', EXISTS (SELECT FROM accounts_habilitation
            WHERE affiliation_id = %(affiliation)s AND kind = 'secrecy'
              AND started_on <= %(today)s AND ended_on > %(today)s),
        'addressed', ARRAY(SELECT block FROM dossiers_sharing
            WHERE dossier_id = subject.id AND organisation_id = %(organisation)s
              AND ended_at IS NULL AND (until_on IS NULL OR until_on > %(today)s)),
        'objected', ARRAY(SELECT block FROM dossiers_objection
            WHERE dossier_id = subject.id AND ended_at IS NULL
              AND (organisation_id IS NULL OR organisation_id = %(organisation)s)),
        'limited', ARRAY(SELECT block FROM dossiers_limitation
            WHERE dossier_id = subject.id AND ended_at IS NULL)),
    'person', (SELECT row_to_json(row) FROM (
        SELECT first_names, birth_name, usage_name, sex, birth_year, birth_month, birth_day,
               birth_place, birth_country
        FROM people_person WHERE id = subject.person_id) AS row),
    'contact', (SELECT row_to_json(row) FROM (
        SELECT encode(phones, 'base64') AS phones, encode(emails, 'base64') AS emails,
               encode(address_line, 'base64') AS address_line,
               encode(address_extra, 'base64') AS address_extra,
               postal_code, city, commune_code, is_domiciled, preferred_channel, language,
               needs_interpreter
        FROM people_contact WHERE person_id = subject.person_id) AS row),
    'household', (SELECT row_to_json(row) FROM dossiers_household AS row
        WHERE dossier_id = subject.id),
    'rights', (SELECT row_to_json(row) FROM dossiers_rights AS row WHERE dossier_id = subject.id),
    'education', (SELECT row_to_json(row) FROM dossiers_education AS row
        WHERE dossier_id = subject.id),
    'work', (SELECT row_to_json(row) FROM dossiers_work AS row WHERE dossier_id = subject.id),
    'barriers', (SELECT coalesce(json_agg(row), '[]') FROM (
        SELECT barrier.theme, barrier.status, barrier.impact, barrier.declared_on,
               body.kind AS organisation_kind,
               coalesce(nullif(author.civility, ''), author.first_name) || ' ' || author.last_name
                   AS declared_by,
               coalesce(nullif(body.short_name, ''), body.name) AS organisation
        FROM dossiers_barrier AS barrier
        LEFT JOIN accounts_affiliation AS hat ON hat.id = barrier.declared_by_id
        LEFT JOIN accounts_user AS author ON author.id = hat.user_id
        LEFT JOIN accounts_organisation AS body ON body.id = hat.organisation_id
        WHERE barrier.dossier_id = subject.id) AS row),
    'team', (SELECT coalesce(json_agg(row), '[]') FROM (
        SELECT seat.public_id, seat.role, seat.started_on, seat.until_on,
               coalesce(nullif(member.civility, ''), member.first_name) || ' ' || member.last_name
                   AS name,
               coalesce(nullif(body.short_name, ''), body.name) AS organisation,
               body.kind AS organisation_kind, body.public_id AS organisation_id, hat.job_title,
               coalesce(nullif(hat.phone, ''), body.phone) AS phone, member.email,
               coalesce(seat.affiliation_id = %(affiliation)s, false) AS is_me
        FROM dossiers_membership AS seat
        JOIN accounts_organisation AS body ON body.id = seat.organisation_id
        LEFT JOIN accounts_affiliation AS hat ON hat.id = seat.affiliation_id
        LEFT JOIN accounts_user AS member ON member.id = hat.user_id
        WHERE seat.dossier_id = subject.id AND seat.ended_at IS NULL
          AND (seat.until_on IS NULL OR seat.until_on > %(today)s)
        ORDER BY seat.role <> 'referent', seat.started_on, seat.id) AS row),
    'timeline', (SELECT coalesce(json_agg(facts), '[]') FROM facts),
    'visit', (SELECT row_to_json(visit) FROM visit),
    'urgent', subject.urgent,
    'sections', json_build_object({sections}),
    'position', (SELECT position FROM latest)
)
FROM subject"""

# The thread, newest fact first, and the last one that the reader may know of.
THREAD: Final = f"""
facts AS MATERIALIZED (
    {FACTS.format(stream="(SELECT stream FROM subject)", narrowed="", limit=TIMELINE_ITEMS)}
), latest AS (
    SELECT coalesce(max(position), 0) AS position FROM facts
)"""  # noqa: S608 - made of constants alone

# Others' facts since the last visit, further back than the thread goes: few readers need it.
SINCE: Final = """AND entry.position < %(before)s AND entry.position > %(since)s
          AND entry.affiliation_id IS DISTINCT FROM %(affiliation)s"""
FURTHER_BACK: Final = f"""
SELECT coalesce(json_agg(row), '[]') FROM (
    {FACTS.format(stream="%(stream)s", narrowed=SINCE, limit="%(limit)s")}
) AS row"""  # noqa: S608 - made of constants alone


def statement() -> str:
    """The statement of the page with the sections of the rooms above."""
    return _statement(tuple(sections))


@lru_cache(4)
def _statement(shown: tuple[Section, ...]) -> str:
    parts = ", ".join(f"'{section.name}', {_for_readers(section)}" for section in shown)
    content = CONTENT.format(sections=parts)
    return f"""
WITH {SUBJECT}, {THREAD}, reading AS ({RECORD_READING})
{content}
UNION ALL
{REFUSAL}
"""


def _for_readers(section: Section) -> str:
    """The value of a section, not looked for in the name of who reads nothing of its block.

    In small, a letter stands for a part of the block: `Section.is_read` has the last word.
    """
    reads = f"subject.letters && '{{{section.block},{section.block.lower()}}}'"
    return f"CASE WHEN {reads} THEN ({section.sql}) END"
