"""Whether the database still holds the rights as they were last put there.

PostgreSQL rewrites what a policy says, so the two cannot be compared word for word. What was asked
and what then stood are kept as two prints, in the comment of a function that only the owner of the
tables may write: whatever has moved since, by hand or by mistake, changes the second.
"""

import hashlib
from collections.abc import Iterable
from typing import Final

from django.db import connection

# Policies; row security and grants of each table; grants of columns; our functions, their rights.
STANDING: Final = r"""
SELECT encode(sha256(convert_to(string_agg(said, E'\n' ORDER BY said), 'UTF8')), 'hex') FROM (
    SELECT concat_ws(' ', 'policy', tablename, policyname, permissive, roles::text, cmd, qual,
                     'check', with_check)
    FROM pg_policies WHERE schemaname = 'public'
    UNION ALL
    SELECT concat_ws(' ', 'table', relname, relrowsecurity::text, relacl::text)
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
    UNION ALL
    SELECT concat_ws(' ', 'column', relname, attname, attacl::text)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND attacl IS NOT NULL
    UNION ALL
    SELECT concat_ws(' ', 'function', proname, pg_get_function_identity_arguments(oid),
                     prosecdef::text, proconfig::text, proacl::text, prosrc)
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'jalon\_%'
) AS one (said)"""
KEPT: Final = "SELECT obj_description(to_regprocedure('public.jalon_hat()'), 'pg_proc')"


def print_of(statements: Iterable[str]) -> str:
    """What is asked of the database, in one print."""
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()


def is_held(asked: str) -> bool:
    """Whether the same was asked the last time, and nothing has moved since."""
    return _told(KEPT) == f"{asked} {_told(STANDING)}"


def keep(asked: str) -> None:
    """From now on, what stands is what was asked."""
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON FUNCTION jalon_hat() IS '{asked} {_told(STANDING)}'")


def _told(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        [(said,)] = cursor.fetchall()
    return said or ""
