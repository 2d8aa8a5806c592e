"""Table by table, which rows a session reads and writes: conditions of row-level security.

A table that holds or points to a person or a dossier stands here, or a test fails. Each condition
asks `jalon_gates` once per statement, never once per row.
"""

from dataclasses import dataclass
from typing import Final

from jalon.access.policy.blocks import PROPOSED_BLOCKS, THEME_BLOCKS, Block


@dataclass(frozen=True)
class Guard:
    """The conditions on one table; an empty one lets nothing pass.

    `update` is asked of the row as it was and as it becomes, unless `becomes` says otherwise.
    """

    table: str
    read: str
    insert: str = ""
    update: str = ""
    becomes: str = ""
    delete: str = ""


def gate(letter: str, use: str = "read", column: str = "dossier_id") -> str:
    """The dossier of the row is one where this block may be used."""
    return f"{column} IN (SELECT dossier_id FROM jalon_gates('{use}', '{letter}'))"


def gate_of(letter: str, among: str, use: str = "read") -> str:
    """The same, when the block depends on the row: `letter` is an expression, one of `among`."""
    gates = f"SELECT dossier_id, block FROM jalon_gates('{use}', '{among}')"
    return f"(dossier_id, {letter}) IN ({gates})"


def people(letter: str, use: str = "read", column: str = "person_id") -> str:
    """The person of the row has a dossier where this block may be used."""
    return f"{column} IN (SELECT jalon_people('{use}', '{letter}'))"


def seen(column: str) -> str:
    """A body whose mere name is sensitive is not seen through what it does or promises either."""
    others = "(SELECT jalon_sensitive_bodies(jalon_body()))::bigint[]"
    return f"({column} IS NULL OR NOT {column} = ANY({others}) OR {gate('T')})"


def is_a(*roles: str) -> str:
    """The hat of the session has one of these roles."""
    return f"(SELECT jalon_is_a({', '.join(map(repr, roles))}))"


HAT: Final = "(SELECT jalon_hat())"
BODY: Final = "(SELECT jalon_body())"
MOMENT: Final = "(SELECT jalon_setting('at')::timestamptz)"
USER: Final = "(SELECT jalon_setting('user')::bigint)"
BY_THE_PERSON: Final = f"{USER} IS NOT NULL AND {gate('L')}"
# The dossiers whose data an officer protects: what is asked about them, never what they hold.
PROTECTED: Final = """
    ((SELECT jalon_protects_all()) OR dossier_id IN (SELECT jalon_protected_dossiers()))"""
OF_MANAGER: Final = "(kind = 'explanation' AND organisation_id = (SELECT jalon_managed_body()))"
SENSITIVE: Final = "(SELECT jalon_sensitive_bodies(NULL))::bigint[]"
OF_BARRIER: Final = (
    "CASE theme "
    + " ".join(f"WHEN '{theme}' THEN '{block.lower()}'" for theme, block in THEME_BLOCKS.items())
    + f" ELSE '{Block.BARRIERS.lower()}' END"
)
OF_SEAT: Final = (
    f"CASE WHEN role = 'referent' THEN 't' WHEN organisation_id = ANY({SENSITIVE}) THEN 'T' "
    "ELSE 'm' END"
)
OF_SEAT_TO_CHANGE: Final = f"""{gate("T", "write")} OR jalon_may_settle(organisation_id)
    OR ({BY_THE_PERSON} AND until_on <= (SELECT jalon_today()))"""
OF_SECTION: Final = (
    "CASE block "
    + " ".join(f"WHEN '{name}' THEN '{block}'" for name, block in PROPOSED_BLOCKS.items())
    + " END"
)
OF_NOTE: Final = "CASE WHEN is_private AND block = 'N' THEN 'W' ELSE block END"
OWN_IF_PRIVATE: Final = f"(NOT is_private OR organisation_id = {BODY})"
# At the person's request (RGPD, art. 18).
KEPT_AS_IT_IS: Final = """EXISTS (SELECT FROM dossiers_limitation AS held
    WHERE held.dossier_id = dossiers_note.dossier_id AND held.ended_at IS NULL
      AND held.block IN ('', dossiers_note.block))"""
# Somebody whom the session has just written down, until their dossier is open.
NEWCOMER: Final = f"registered_by_id = {HAT} AND jalon_is_newcomer(id)"
OF_NEWCOMER: Final = f"person_id IN (SELECT id FROM people_person WHERE {NEWCOMER})"
# A fact of the team is known to whoever sees the body that it is about; who sees all is not asked.
FACT: Final = f"""
    CASE WHEN dossier_id IS NULL THEN {BODY} IS NOT NULL
         ELSE ({gate_of("need", "ICRPBHFSJKANWXET")}
               OR (need = 'T' AND {gate_of("jalon_degree_of_fact(payload)", "m")})
               OR (organisation_id = {BODY} AND {gate_of("lower(need)", "jkae")}))
              AND {seen("organisation_id")}
    END AND (audience_id IS NULL OR audience_id = {BODY})"""
AS_ONESELF: Final = f"""
    affiliation_id IS NOT DISTINCT FROM {HAT}
    AND (organisation_id IS NOT DISTINCT FROM {BODY})"""
# Orders name a person, sealed; proofs name nobody, and are the officer's to show.
IS_OFFICER: Final = is_a("data_protection")
OF_OFFICER: Final = f"""((SELECT jalon_protects_all()) OR ({IS_OFFICER} AND given_by_id IN
    (SELECT id FROM accounts_affiliation WHERE organisation_id = {BODY})))"""
# Trusted, today, with opening a dossier in an emergency.
IS_TRUSTED: Final = f"""EXISTS (SELECT FROM accounts_habilitation AS trust
    WHERE trust.affiliation_id = {HAT} AND trust.kind = 'break_glass'
      AND (SELECT jalon_today()) >= trust.started_on AND (SELECT jalon_today()) < trust.ended_on)"""
OF_LIST: Final = "people_list_id IN (SELECT id FROM intake_peoplelist)"


def block(table: str, letter: str) -> Guard:
    """A table that is one block; its empty row is made when the dossier is opened."""
    return Guard(
        table,
        read=gate(letter),
        insert=f"{gate(letter, 'write')} OR {gate('T', 'write')}",
        update=gate(letter, "write"),
    )


def of_list(table: str) -> Guard:
    """Lines and parts of a list of the session's own organisation."""
    return Guard(table, read=OF_LIST, insert=OF_LIST, update=OF_LIST, delete=OF_LIST)


GUARDS: Final = (
    Guard(
        "people_person",
        read=f"{people('I', column='id')} OR ({NEWCOMER})",
        insert=f"registered_by_id = {HAT}",
        update=people("I", "write", column="id"),
    ),
    Guard(
        "people_contact",
        read=people("C"),
        insert=f"{people('C', 'write')} OR {people('T', 'write')}",
        update=people("C", "write"),
    ),
    Guard(
        "people_identifier",
        read=f"{people('I')} OR {OF_NEWCOMER}",
        insert=f"{people('I', 'write')} OR {OF_NEWCOMER}",
        update=people("I", "write"),
    ),
    Guard(
        "people_personalaccess",
        read=f"{people('I')} OR user_id = (SELECT jalon_setting('user')::bigint)",
    ),
    Guard(
        "dossiers_dossier",
        read=gate("*", column="id"),
        insert=gate("T", "write", column="id"),
        update=gate("T", "write", column="id"),
    ),
    Guard(
        "dossiers_membership",
        read=f"affiliation_id = {HAT} OR {gate_of(OF_SEAT, 'Tmt')}",
        insert=f"""{gate("T", "write")} OR (affiliation_id = {HAT} AND role = 'referent'
                   AND jalon_is_new_dossier(dossier_id))
                   OR (affiliation_id = {HAT} AND organisation_id = {BODY} AND ended_at IS NULL
                   AND jalon_is_invited({HAT}, {MOMENT}, dossier_id, role, until_on))
                   OR (affiliation_id = {HAT} AND organisation_id = {BODY} AND ended_at IS NULL
                   AND role = 'orientation' AND until_on IS NULL
                   AND jalon_is_orienting({HAT}, dossier_id))
                   OR ({BY_THE_PERSON} AND until_on IS NOT NULL AND ended_at IS NULL
                   AND jalon_is_asking(affiliation_id, organisation_id, {MOMENT}, dossier_id,
                                       role))""",
        update=f"{OF_SEAT_TO_CHANGE} OR (affiliation_id = {HAT} AND ended_at IS NULL)",
        becomes=f"{OF_SEAT_TO_CHANGE} OR affiliation_id = {HAT}",
    ),
    block("dossiers_household", Block.BARRIERS),
    block("dossiers_rights", Block.RIGHTS),
    block("dossiers_education", Block.PROFILE),
    block("dossiers_work", Block.PROFILE),
    Guard(
        "dossiers_barrier",
        read=gate_of(OF_BARRIER, "bhfs"),
        insert=gate_of(OF_BARRIER, "bhfs", "write"),
        update=gate_of(OF_BARRIER, "bhfs", "write"),
    ),
    Guard(
        "dossiers_note",
        read=f"""({gate_of(OF_NOTE, "NSJW")} AND {OWN_IF_PRIVATE})
                 OR (organisation_id = {BODY} AND {gate_of("lower(block)", "j")})""",
        insert=f"""{gate_of(OF_NOTE, "NSJW", "write")}
                   AND author_id = {HAT} AND organisation_id = {BODY}""",
        update=f"author_id = {HAT} AND {gate('*')} AND NOT {KEPT_AS_IT_IS}",
    ),
    Guard(
        "dossiers_sharing",
        read=f"{gate('T')} OR organisation_id = {BODY}",
        insert=f"{gate('T', 'write')} AND shared_by_id = {HAT}",
        update=gate("T", "write"),
    ),
    Guard(
        "dossiers_objection",
        # Also whom it closes something to: the rules of Python judge by it, in their name.
        read=f"""coalesce(organisation_id, {BODY}) = {BODY} AND {gate("*")}
                 OR {gate("L")} OR {gate("T", "write")} OR {PROTECTED}""",
        insert=gate("L"),
        update=gate("L"),
    ),
    Guard(
        "dossiers_limitation",
        read=f"{gate('*')} OR {PROTECTED}",
        insert=f"{gate('L')} AND {PROTECTED}",
        update=f"{gate('L')} AND {PROTECTED}",
    ),
    Guard(
        "protection_datarequest",
        read=f"{gate('L')} OR {PROTECTED} OR {OF_MANAGER}",
        insert=f"""({gate("L")} AND asked_by_id = {USER} AND entered_by_id IS NULL)
                   OR ({PROTECTED} AND entered_by_id = {HAT} AND asked_by_id IS NULL)""",
        update=f"{gate('L')} OR {PROTECTED} OR {OF_MANAGER}",
    ),
    Guard(
        "protection_registerlookup",
        read=f"affiliation_id = {HAT}",
        insert=f"affiliation_id = {HAT} AND {gate('L')}",
    ),
    Guard(
        "dossiers_exceptionalaccess",
        read=f"affiliation_id = {HAT} OR {gate('L')} OR {gate('T', 'write')} OR {PROTECTED}",
        insert=f"""affiliation_id = {HAT} AND organisation_id = {BODY} AND reviewed_at IS NULL
                   AND opened_at BETWEEN {MOMENT} - interval '5 min' AND {MOMENT} + interval '5 min'
                   AND {IS_TRUSTED}""",
        update=f"affiliation_id = {HAT} OR {PROTECTED}",
        becomes=f"(affiliation_id = {HAT} AND reviewed_at IS NULL) OR {PROTECTED}",
    ),
    Guard(
        "dossiers_invitation",
        read=f"affiliation_id = {HAT} OR {gate('T')}",
        insert=f"{gate('T', 'write')} AND invited_by_id = {HAT} AND state = 'pending'",
        update=f"affiliation_id = {HAT} OR {gate('T', 'write')}",
    ),
    Guard(
        "dossiers_joinrequest",
        read=f"affiliation_id = {HAT} OR {gate('T', 'write')} OR ({BY_THE_PERSON})",
        insert=f"affiliation_id = {HAT} AND organisation_id = {BODY} AND state = 'pending'",
        update=f"{gate('T', 'write')} OR ({BY_THE_PERSON})",
    ),
    Guard("journal_entry", read=FACT, insert=AS_ONESELF),
    Guard(
        "dossiers_cautionoverride",
        read=f"author_id = {HAT} OR {PROTECTED}",
        insert=f"author_id = {HAT}",
    ),
    Guard(
        "journal_reading",
        read=f"""affiliation_id = {HAT}
                 OR stream IN (SELECT 'dossier/' || dossier_id FROM jalon_gates('read', 'L'))
                 OR dossiers && ARRAY(SELECT dossier_id FROM jalon_gates('read', 'L'))""",
        insert=AS_ONESELF,
    ),
    Guard(
        "intake_peoplelist",
        read=f"organisation_id = {BODY}",
        insert=f"organisation_id = {BODY} AND affiliation_id = {HAT}",
        update=f"organisation_id = {BODY}",
        delete=f"organisation_id = {BODY}",
    ),
    of_list("intake_listline"),
    of_list("intake_listpart"),
    Guard(
        "intake_listprogress",
        read=OF_LIST,
        insert=f"{OF_LIST} AND asked_by_id IS NULL",
        update=OF_LIST,
        becomes=f"{OF_LIST} AND (asked_by_id IS NULL OR asked_by_id = {HAT})",
        delete=OF_LIST,
    ),
    # The trace that undoing follows: the worker's alone.
    Guard("intake_arrival", read=OF_LIST),
    Guard(
        "intake_columnmapping",
        read=f"organisation_id = {BODY}",
        insert=f"organisation_id = {BODY}",
        update=f"organisation_id = {BODY}",
    ),
    Guard(
        "intake_proposal",
        read=f"{gate_of(OF_SECTION, 'ICRPB')} OR {OF_LIST}",
        update=gate_of(OF_SECTION, "ICRPB", "write"),
    ),
    # The end of dossiers is carried out by the keeper: pages leave orders and read what was done.
    Guard(
        "retention_order",
        read=OF_OFFICER,
        insert=f"""{IS_OFFICER} AND given_by_id = {HAT}
                   AND (person_id IS NULL OR jalon_protects_person(person_id))""",
        update=OF_OFFICER,
    ),
    Guard("retention_destruction", read=IS_OFFICER),
    Guard("retention_notice", read=gate("*")),
    Guard("retention_restoration", read=""),
    Guard("retention_suspension", read=""),
    Guard("retention_foreseen", read=IS_OFFICER),
    Guard("retention_figure", read=IS_OFFICER),
)
