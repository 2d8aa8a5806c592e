"""Put the rights in the database: roles, functions, policies, grants; and tell when they change.

Run after the migrations, by the owner of the tables. Twice changes nothing.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from jalon.access.policy.effective import digest
from jalon.access.policy.in_force import matrix_in_force
from jalon.access.policy.matrix import Matrix
from jalon.config.policy import held
from jalon.config.policy.appraising import APPRAISAL_QUESTIONS
from jalon.config.policy.asking import ASKED
from jalon.config.policy.contracting import CONTRACT_QUESTIONS
from jalon.config.policy.doors import DOOR_QUESTIONS
from jalon.config.policy.entering import ENTRY_QUESTIONS
from jalon.config.policy.events import PolicyChanged
from jalon.config.policy.every_guard import EVERY_GUARD
from jalon.config.policy.granting import GRANT_QUESTIONS
from jalon.config.policy.grants import APP, LIVE, READ_BY_LIVE, grants
from jalon.config.policy.guards import Guard
from jalon.config.policy.lettering import LETTER_QUESTIONS
from jalon.config.policy.letters import (
    capacity_function,
    letters_function,
    sensitive_function,
)
from jalon.config.policy.meeting import MEETING_QUESTIONS
from jalon.config.policy.projecting import PROJECT_QUESTIONS
from jalon.config.policy.questions import QUESTIONS
from jalon.config.policy.reach import REACH, REACH_ONE
from jalon.config.policy.settling import SETTLING
from jalon.config.policy.telling import TELLING_QUESTIONS
from jalon.config.policy.walking import WALKING
from jalon.config.policy.watching import WATCH_QUESTIONS
from jalon.deadlines.bulk import functions as clocks
from jalon.journal.models import Entry
from jalon.journal.record import record

PATIENCE: Final = "2s"
ATTEMPTS: Final = 5
NAMES: Final = ("jalon_read", "jalon_insert", "jalon_update", "jalon_delete")
STREAM: Final = "jalon_live"
log = logging.getLogger("jalon.keeper")


@transaction.atomic
def apply_policy(at: datetime) -> bool:
    """Roles, functions and policies of the matrix in force. True when the table changed."""
    matrix = matrix_in_force(timezone.localdate(at))
    asked = list(statements(matrix))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('jalon/policy', 0))")
        for statement in asked:
            cursor.execute(statement)
    held.keep(held.print_of(asked))
    return _tell(matrix, at)


@transaction.atomic
def apply_what_changed(at: datetime) -> bool:
    """The same, for the keeper: only when the database does not hold what the table in force asks.

    The table may have changed; or a policy, a grant or a function was taken away or altered. Every
    table is then locked for a moment: behind a long reading (a backup) nothing waits, it is tried
    again later. True when the table changed.
    """
    matrix = matrix_in_force(timezone.localdate(at))
    if held.is_held(held.print_of(statements(matrix))):
        return _tell(matrix, at)
    log.warning("the rights in the database are not those of the table: applied again")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
    return apply_policy(at)


def apply_in_turn(at: datetime) -> Iterator[None]:
    """`apply_what_changed` for the keeper, whose other tasks take their turn between attempts."""
    for _attempt in range(ATTEMPTS - 1):
        try:
            apply_what_changed(at)
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            yield
        else:
            return
    apply_what_changed(at)


def statements(matrix: Matrix) -> Iterator[str]:
    """All the SQL, in order."""
    yield from (_role(APP), _role(LIVE))
    yield from (
        capacity_function(),
        sensitive_function(),
        letters_function(matrix),
        REACH,
        REACH_ONE,
        ASKED,
        QUESTIONS,
        CONTRACT_QUESTIONS,
        ENTRY_QUESTIONS,
        MEETING_QUESTIONS,
        PROJECT_QUESTIONS,
        LETTER_QUESTIONS,
        APPRAISAL_QUESTIONS,
        GRANT_QUESTIONS,
        SETTLING,
        TELLING_QUESTIONS,
        DOOR_QUESTIONS,
        WATCH_QUESTIONS,
        WALKING,
    )
    yield from clocks.statements()
    yield from grants()
    yield _strangers()
    for guard in EVERY_GUARD:
        yield from policies(guard)
    for table in READ_BY_LIVE:
        yield f"DROP POLICY IF EXISTS {STREAM} ON {table}"
        yield f"CREATE POLICY {STREAM} ON {table} FOR SELECT TO {LIVE} USING (true)"


def policies(guard: Guard) -> Iterator[str]:
    """Row-level security of one table, for the role of the pages."""
    yield f"ALTER TABLE {guard.table} ENABLE ROW LEVEL SECURITY"
    becomes = guard.becomes or guard.update
    clauses = {
        "read": ("SELECT", guard.read and f"USING ({guard.read})"),
        "insert": ("INSERT", guard.insert and f"WITH CHECK ({guard.insert})"),
        "update": (
            "UPDATE",
            guard.update and f"USING ({guard.update}) WITH CHECK ({becomes})",
        ),
        "delete": ("DELETE", guard.delete and f"USING ({guard.delete})"),
    }
    for name, (verb, clause) in clauses.items():
        yield f"DROP POLICY IF EXISTS jalon_{name} ON {guard.table}"
        if clause:
            yield f"CREATE POLICY jalon_{name} ON {guard.table} FOR {verb} TO {APP} {clause}"


def _strangers() -> str:
    """Take away the policies that nobody wrote here: one that is added by hand opens rows."""
    ours = ", ".join(f"'{name}'" for name in (*NAMES, STREAM))
    return f"""DO $body$ DECLARE one record; BEGIN
        FOR one IN SELECT tablename, policyname FROM pg_policies
            WHERE schemaname = 'public' AND policyname NOT IN ({ours})
        LOOP
            EXECUTE format('DROP POLICY %I ON %I', one.policyname, one.tablename);
        END LOOP;
    END $body$"""


def _role(name: str) -> str:
    # Roles belong to the whole server: another database may have made this one a moment ago.
    return f"""DO $body$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') THEN
            CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
        END IF;
        IF NOT pg_has_role(current_user, '{name}', 'SET') THEN
            GRANT {name} TO CURRENT_USER;
        END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation OR undefined_object THEN NULL;
    END $body$"""


def _tell(matrix: Matrix, at: datetime) -> bool:
    """Record the state of the table when it is not the last one recorded."""
    last = _last()
    if not _has_changed(matrix):
        return False
    record(PolicyChanged.between(last.payload if last else None, matrix), by=None, at=at)
    return True


def _has_changed(matrix: Matrix) -> bool:
    last = _last()
    return last is None or last.payload["digest"] != digest(matrix)


def _last() -> Entry | None:
    return Entry.objects.filter(stream="policy").order_by("-position").first()
