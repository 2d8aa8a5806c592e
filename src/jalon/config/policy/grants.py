"""What each role of the database may do to which tables and functions; row security comes after."""

from collections.abc import Iterator
from typing import Final

from django.db import connection

from jalon.journal.append_only import APPEND_ONLY_TABLES, KEPT_BY_THE_KEEPER

APP: Final = "jalon_app"  # pages: owns nothing, sees what the acting hat may see
LIVE: Final = "jalon_live"  # streams: ids of dossiers, seats and facts; no person, no text
READ_BY_LIVE: Final = {
    "dossiers_dossier": "",
    "dossiers_membership": "",
    "journal_entry": "",
    "dossiers_exceptionalaccess": "(dossier_id, affiliation_id, expires_at, closed_at)",
}
# Who listens, and how colleagues know them; of accounts, neither the password nor the address.
NAMED_BY_LIVE: Final = {
    "accounts_affiliation": "",
    "accounts_organisation": "",
    "accounts_user": "(id, public_id, civility, first_name, last_name, is_active)",
}
# Brought by migrations, or by the owner's commands: the pages only look.
BROUGHT: Final = (
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
    "intake_listpolicy",
    "territories_workingday",
    "territories_zone",
    "deadlines_recomputation",
)
# Pages put things there, and read nothing back: neither an address, nor what is to be done.
BLIND: Final = ("post_mail", "procrastinate_jobs", "procrastinate_events")
CLOSED: Final = ("procrastinate_workers", "procrastinate_periodic_defers")
# What was offered, accepted and signed is never written again.
FROZEN: Final = (
    "contracts_contractversion", "contracts_contractbarrier", "contracts_contractfile",
    "contracts_acceptance", "plans_stepphoto", "projects_text", "projects_filing",
    "appraisal_remark", "appraisal_announcement", "appraisal_resultletter", "appraisal_resultfile",
    "appraisal_laureate", "grants_paymentpaper",
)  # fmt: skip
# What is asked or opened stays as it was: the pages write what becomes of it, and nothing else.
SETTLED: Final = {
    "contracts_acceptancecode": "tries, used_at, expires_at",
    "letters_lettercode": "tries, used_at, expires_at",
    # What a letter says stays as it was sent.
    "letters_letter": "state, settled_at, signatory_name, signatory_email, delegated_from, link,"
    " fingerprint, reminded_at, refusal, way, code_sent_at, document, document_digest, media_type,"
    " is_recognised, deposited_by_id",
    **dict.fromkeys(FROZEN, ""),
    "dossiers_dossier": "closed_at",
    "dossiers_membership": "affiliation_id, ended_at",
    "dossiers_invitation": "state, closed_at",
    "dossiers_joinrequest": "state, decided_at, decided_by_id, is_decided_by_person, answer",
    "people_spacecode": "ended_at, confirmed_at, confirmed_by_id",
    "exchanges_message": "read_at, read_by_id",
    "notifications_notification": "read_at",
    "entry_orientation": "taken_by_id, taken_at, track, lead_organisation_id, decided_by_id,"
    " decided_at, notified_at, notified_how",
    "entry_grounds": "",
    "vigilance_alert": "decision, decided_at, decided_by_id, reason, insisted_for",
    "entry_handover": "state, answer, answered_at",
    "entry_transfer": "state, answer, answered_by_id, answered_at",
    "entry_trackperiod": "ended_at",
    "entry_referentrequest": "state, answer, answered_by_id, answered_at",
    "entry_reorientation": "state, taken_by_id, answer, answered_by_id, answered_at",
    "projects_correction": "filing_id, filed_at",
    "grants_articlerequest": "answered_at",
    # Never what names it, nor what it was planned as; triggers keep what is signed and paid.
    "grants_agreement": "state, sent_at, entered_at, strategy_id, ended_at, ended_by_id,"
    " end_reason, end_words",
    "grants_agreementversion": "state, change, articles, amount_cents, starts_on, ends_on,"
    " schedule, reports, digest, revision, written_by_id, written_at, sent_at, recall_reason,"
    " accepted_by_id, accepted_at, carrier_signed_by_id, carrier_signed_at, state_signed_by_id,"
    " state_signed_at, document, document_digest",
    "grants_payment": "state, asked_cents, asked_words, asked_by_id, asked_at, return_reason,"
    " certified_cents, certified_by_id, certified_at, reference, paid_on, entered_by_id",
    "grants_report": "state, fte_hundredths, spent_cents, people, means, results, impact,"
    " measured, revision, given_by_id, given_at, return_reason, accepted_by_id, accepted_at",
    "grants_repayment": "settled_on, settled_by_id",
    "projects_paper": "replaced_at",
    "dossiers_exceptionalaccess": "closed_at, reviewed_at, reviewed_by_id, outcome, opinion",
}
REACH_SIGNATURE: Final = "jalon_reach(bigint, bigint, timestamptz, uuid, text, text)"
PROJECTS_SIGNATURE: Final = "jalon_projects_of(bigint)"
LINKS_SIGNATURE: Final = "jalon_links(bigint, bigint, timestamptz, uuid[], text)"


def grants() -> Iterator[str]:
    """All the SQL, in order; what was granted before and is no longer is taken back."""
    yield f"REVOKE ALL ON SCHEMA public FROM {APP}, {LIVE}"
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA public TO {APP}, {LIVE}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP}"
    for table in _existing(APPEND_ONLY_TABLES):
        yield f"REVOKE UPDATE, DELETE ON {table} FROM {APP}"
    for table in _existing((*KEPT_BY_THE_KEEPER, *BROUGHT)):
        yield f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {APP}"
    for table in (*BLIND, *CLOSED):
        yield f"REVOKE ALL ON {table} FROM {APP}"
    for table in BLIND:
        yield f"GRANT INSERT, SELECT (id) ON {table} TO {APP}"
    for table, columns in SETTLED.items():
        yield f"REVOKE UPDATE ON {table} FROM {APP}"
        if columns:
            yield f"GRANT UPDATE ({columns}) ON {table} TO {APP}"
    yield from _grants_of_streams()
    yield OWN_FUNCTIONS


def _grants_of_streams() -> Iterator[str]:
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {LIVE}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {LIVE}"
    for table, columns in (READ_BY_LIVE | NAMED_BY_LIVE).items():
        yield f"GRANT SELECT {columns} ON {table} TO {LIVE}"


# Functions with their owner's rights are for the pages alone, and those that take a name at its
# word (`jalon_reach`, `jalon_projects_of`) for the streams alone.
OWN_FUNCTIONS: Final = f"""DO $body$ DECLARE one regprocedure; BEGIN
    FOR one IN SELECT p.oid FROM pg_proc AS p
        WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
          AND p.proname LIKE 'jalon\\_%' AND p.prorettype <> 'trigger'::regtype
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC, {LIVE}', one);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {APP}', one);
    END LOOP;
    REVOKE ALL ON FUNCTION {REACH_SIGNATURE} FROM {APP};
    REVOKE ALL ON FUNCTION {LINKS_SIGNATURE} FROM {APP};
    REVOKE ALL ON FUNCTION {PROJECTS_SIGNATURE} FROM {APP};
    GRANT EXECUTE ON FUNCTION {REACH_SIGNATURE} TO {LIVE};
    GRANT EXECUTE ON FUNCTION {PROJECTS_SIGNATURE} TO {LIVE};
END $body$"""


def _existing(tables: tuple[str, ...]) -> list[str]:
    known = connection.introspection.table_names()
    return [table for table in tables if table in known]
