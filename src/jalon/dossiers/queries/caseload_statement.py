"""The two statements of "Mes dossiers": which dossiers come first, then what their rows show.

Like the page of a dossier, a list read all day has a read model of its own: made anew by the ORM,
its questions cost more in Python than in the database. What is mine is said here as `readable` says
it, then row-level security says it again. CHOICE looks at the whole caseload, and only at what
choosing needs; ROWS shows a few dossiers, named in the session, so that rights are worked out for
them alone.
"""

from functools import lru_cache
from typing import Final

# The facts that the reader may know of, from a row `dossier`.
OF_OTHERS: Final = """
    SELECT true FROM journal_entry AS entry
    WHERE entry.stream = dossier.stream
      AND (entry.audience_id IS NULL OR entry.audience_id = %(organisation)s)
      AND entry.affiliation_id IS DISTINCT FROM %(affiliation)s"""
LAST_FACT: Final = """coalesce((
    SELECT entry.at FROM journal_entry AS entry
    WHERE entry.stream = dossier.stream
      AND (entry.audience_id IS NULL OR entry.audience_id = %(organisation)s)
    ORDER BY entry.position DESC LIMIT 1), dossier.opened_at)"""
SEAT: Final = """
    SELECT seat.role FROM dossiers_membership AS seat
    WHERE seat.dossier_id = dossier.id AND seat.ended_at IS NULL
      AND (seat.until_on IS NULL OR seat.until_on > %(today)s)"""
OWN_SEAT: Final = f"{SEAT} AND seat.affiliation_id = %(affiliation)s"
EMPTY_SEAT: Final = f"""
    %(is_manager)s AND EXISTS (
        {SEAT} AND seat.affiliation_id IS NULL AND seat.organisation_id = %(organisation)s)"""
DIFFICULTY: Final = """
    FROM dossiers_barrier AS barrier
    WHERE barrier.dossier_id = dossier.id AND barrier.status = 'yes'"""
# The official code; failing that, the name as it is compared.
COMMUNE: Final = "coalesce(nullif(contact.commune_code, ''), nullif(jalon_plain(contact.city), ''))"

HELD: Final = """
    SELECT seat.dossier_id FROM dossiers_membership AS seat
    WHERE {held} AND seat.ended_at IS NULL
      AND (seat.until_on IS NULL OR seat.until_on > %(today)s)
      AND NOT EXISTS (
          SELECT FROM dossiers_objection AS refused
          WHERE refused.dossier_id = seat.dossier_id AND refused.block = ''
            AND refused.ended_at IS NULL
            AND (refused.organisation_id IS NULL OR refused.organisation_id = %(organisation)s))
      {seat_among}
    UNION ALL
    SELECT urgent.dossier_id FROM dossiers_exceptionalaccess AS urgent
    WHERE urgent.affiliation_id = %(affiliation)s AND urgent.closed_at IS NULL
      AND urgent.expires_at > %(at)s AND EXISTS (
          SELECT FROM accounts_habilitation AS trust
          WHERE trust.affiliation_id = %(affiliation)s AND trust.kind = 'break_glass'
            AND trust.started_on <= %(today)s AND trust.ended_on > %(today)s)
      {urgent_among}"""
OWN: Final = "seat.affiliation_id = %(affiliation)s"
MANAGED: Final = f"({OWN} OR seat.organisation_id = %(organisation)s)"
AMONG: Final = """AND {0}.dossier_id = ANY(ARRAY(
          SELECT id FROM dossiers_dossier WHERE public_id = ANY(%(among)s::uuid[])))"""

MINE: Final = """
mine AS MATERIALIZED (
    SELECT dossier.id, dossier.public_id, dossier.person_id, dossier.referent_id,
           dossier.opened_at, 'dossier/' || dossier.id AS stream
    FROM dossiers_dossier AS dossier
    WHERE dossier.id = ANY(ARRAY({held}
    )) AND dossier.closed_at IS NULL AND dossier.archived_at IS NULL
)"""

# What tells which dossier to open first. A CASE, not a COALESCE: row security then lets the journal
# be entered by the position. A call without answer is no contact. The page of a dossier overlooks
# the visits of the last half hour, so that a reload keeps its marks; a list does not, so that what
# was just opened leaves it.
MARKED: Final = f"""
    SELECT dossier.*, contact.last_contact_on,
           coalesce(contact.last_contact_on, opened.day) AS silent_since,
           opened.day <= %(silent_until)s
               AND coalesce(contact.last_contact_on <= %(silent_until)s, true) AS is_silent,
           {EMPTY_SEAT} AS empty_seat,
           coalesce(({OF_OTHERS}
               AND entry.position > CASE WHEN visit.position IS NULL THEN 0 ELSE visit.position END
               ORDER BY entry.position DESC LIMIT 1), false) AS is_changed
    FROM mine AS dossier
    CROSS JOIN LATERAL (SELECT (dossier.opened_at AT TIME ZONE %(zone)s)::date AS day) AS opened
    LEFT JOIN LATERAL (
        SELECT note.happened_on AS last_contact_on FROM dossiers_note AS note
        WHERE note.dossier_id = dossier.id AND note.withdrawn_at IS NULL
          AND note.kind <> 'no_news'
          AND (NOT note.is_private OR note.organisation_id = %(organisation)s)
        ORDER BY note.happened_on DESC LIMIT 1
    ) AS contact ON true
    LEFT JOIN LATERAL (
        SELECT reading.position FROM journal_reading AS reading
        WHERE reading.affiliation_id = %(affiliation)s AND reading.stream = dossier.stream
          AND reading.channel = 'page'
        ORDER BY reading.at DESC LIMIT 1
    ) AS visit ON true"""  # noqa: S608 - made of constants alone

# By name in `Filters`: what it narrows the list to, from a row `dossier` of `marked`.
CONDITIONS: Final = {
    "role": f"EXISTS ({OWN_SEAT} AND seat.role = %(role)s)",
    "other_role": f"EXISTS ({OWN_SEAT} AND seat.role <> 'referent')",
    "commune": f"""EXISTS (SELECT FROM people_contact AS contact
        WHERE contact.person_id = dossier.person_id
          AND ({COMMUNE} = %(commune)s OR jalon_plain(contact.city) = jalon_plain(%(commune)s)))""",
    "situation": """EXISTS (SELECT FROM dossiers_work AS work
        WHERE work.dossier_id = dossier.id AND work.situation = %(situation)s)""",
    "rsa": """EXISTS (SELECT FROM dossiers_rights AS rights
        WHERE rights.dossier_id = dossier.id AND rights.rsa = %(rsa)s)""",
    "barrier": f"EXISTS (SELECT {DIFFICULTY} AND barrier.theme = %(barrier)s)",
    "changed": "dossier.is_changed",
    "changed_since": f"EXISTS ({OF_OTHERS} AND entry.at > %(changed_since)s)",
    "without_news": "dossier.is_silent",
    "empty_seat": "dossier.empty_seat",
}
OF_MARKS: Final = frozenset({"changed", "without_news", "empty_seat"})
KEYS: Final = {
    "name": "person.sort_name",
    "opened": "dossier.opened_at",
    "change": LAST_FACT,
    "contact": "dossier.silent_since",
}

COUNTS: Final = """
    SELECT CASE WHEN whole.total > %(many)s THEN json_build_object('total', whole.total)
                ELSE (SELECT json_build_object('total', whole.total,
                    'changed', count(*) FILTER (WHERE is_changed),
                    'without_news', count(*) FILTER (WHERE is_silent),
                    'empty_seats', count(*) FILTER (WHERE empty_seat)) FROM marked) END
    FROM (SELECT count(*) AS total FROM (SELECT FROM mine LIMIT %(many)s + 1) AS enough) AS whole"""
COMMUNES: Final = f"""
    SELECT coalesce(json_agg(json_build_array(key, name) ORDER BY name, key), '[]')
    FROM (
        SELECT {COMMUNE} AS key, min(contact.city) AS name
        FROM mine JOIN people_contact AS contact ON contact.person_id = mine.person_id
        WHERE {COMMUNE} IS NOT NULL GROUP BY 1
    ) AS one"""  # noqa: S608 - made of constants alone


ROWS: Final = f"""
SELECT coalesce(json_agg(row), '[]') FROM (
    SELECT dossier.id AS pk, dossier.public_id, dossier.opened_at, person.sort_name,
           person.first_names, coalesce(nullif(person.usage_name, ''), person.birth_name)
               AS family_name, person.birth_year, person.birth_month, person.birth_day,
           contact.city, ({OWN_SEAT} LIMIT 1) AS my_role, dossier.empty_seat,
           (SELECT count(*) {DIFFICULTY}) AS difficulties, dossier.last_contact_on,
           dossier.silent_since, dossier.is_silent, dossier.is_changed,
           {LAST_FACT} AS last_fact_at,
           coalesce(lead.affiliation_id = %(affiliation)s, false) AS is_led_by_me,
           coalesce(nullif(referent.civility, ''), referent.first_name) || ' '
               || referent.last_name AS referent,
           coalesce(nullif(body.short_name, ''), body.name) AS body
    FROM marked AS dossier
    JOIN people_person AS person ON person.id = dossier.person_id
    JOIN dossiers_membership AS lead ON lead.id = dossier.referent_id
    JOIN accounts_organisation AS body ON body.id = lead.organisation_id
    LEFT JOIN accounts_affiliation AS hat ON hat.id = lead.affiliation_id
    LEFT JOIN accounts_user AS referent ON referent.id = hat.user_id
    LEFT JOIN people_contact AS contact ON contact.person_id = dossier.person_id
    ORDER BY array_position(%(among)s::uuid[], dossier.public_id)
) AS row"""  # noqa: S608 - constants alone


@lru_cache(64)
def choice(
    *,
    sort: str,
    is_descending: bool,
    conditions: frozenset[str],
    is_manager: bool,
    follows: bool,
    with_counts: bool,
    with_communes: bool,
    names: str,
) -> str:
    """The statement that chooses one page, for one way of asking; its parameters hold what is said.

    `conditions`: keys of CONDITIONS. `follows`: after %(after_key)s and %(after_id)s. `names`: a
    subquery of people, or nothing.
    """
    sense, beyond = ("DESC", "<") if is_descending else ("ASC", ">")
    narrowed = [CONDITIONS[name] for name in sorted(conditions)]
    narrowed += [f"dossier.person_id IN ({names})"] if names else []
    source = "marked" if sort == "contact" or conditions & OF_MARKS else "mine"
    after = f"WHERE (key, public_id) {beyond} (%(after_key)s, %(after_id)s)" if follows else ""
    return f"""
WITH {_mine(is_manager=is_manager)}, found AS MATERIALIZED (
    SELECT dossier.public_id, {KEYS[sort]} AS key
    FROM {source} AS dossier
    JOIN people_person AS person ON person.id = dossier.person_id
    WHERE {" AND ".join(narrowed) or "true"}
)
SELECT json_build_object('counts', ({COUNTS if with_counts else "NULL"}),
    'matching', (SELECT count(*) FROM (SELECT FROM found LIMIT %(many)s + 1) AS enough),
    'communes', ({COMMUNES if with_communes else "NULL"}),
    'chosen', (SELECT coalesce(json_agg(json_build_array(public_id, key)), '[]') FROM (
        SELECT * FROM found {after} ORDER BY key {sense}, public_id {sense} LIMIT %(most)s
    ) AS one))
"""  # noqa: S608 - made of constants, and of a condition that the ORM made


@lru_cache(2)
def rows(*, is_manager: bool) -> str:
    """The statement of the rows of the dossiers named by %(among)s, in that order."""
    return f"WITH {_mine(is_manager=is_manager, among=AMONG)} {ROWS}"


def _mine(*, is_manager: bool, among: str = "") -> str:
    held = HELD.format(
        held=MANAGED if is_manager else OWN,
        seat_among=among.format("seat"),
        urgent_among=among.format("urgent"),
    )
    return f"{MINE.format(held=held)}, marked AS MATERIALIZED ({MARKED})"
