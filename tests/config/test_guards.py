"""No table that leads to somebody is left unguarded; no role of the database has more than said."""

import re

import pytest
from django.apps import apps
from django.db import connection

from jalon.config.policy.every_guard import EVERY_GUARD as GUARDS
from jalon.config.policy.grants import BROUGHT, NAMED_BY_LIVE, READ_BY_LIVE
from jalon.journal.append_only import APPEND_ONLY_TABLES, KEPT_BY_THE_KEEPER

pytestmark = pytest.mark.django_db
SOMEBODY = ("people_person", "dossiers_dossier", "dossiers_note")
NUMBERS = {"person_id", "dossier_id", "note_id", "dossiers", "person", "dossier", "subject_id"}
# Lead to somebody by a number, and say nothing of them.
SAY_NOTHING = {
    "journal_leaf": "the print of a reading, in a seal: written by the keeper, shown to verify",
}


def leads_to_somebody():
    """Tables with a path of foreign keys to somebody, or that hold the number of one."""
    found, before = set(SOMEBODY), set()
    while found != before:
        before = set(found)
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.concrete_fields:
                points = field.is_relation and field.related_model._meta.db_table in found
                if points or field.column in NUMBERS or field.column == "reading_id":
                    found.add(model._meta.db_table)
    return found


def asked(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def test_every_table_that_leads_to_somebody_is_guarded_or_says_nothing():
    guarded = {guard.table for guard in GUARDS}

    assert len(guarded) == len(GUARDS)
    assert leads_to_somebody() - guarded == set(SAY_NOTHING)


def test_row_security_is_on_wherever_it_is_written():
    rows = asked(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace ="
        " 'public'::regnamespace"
    )

    assert {name for (name,) in rows} == {guard.table for guard in GUARDS}


def test_policies_are_for_the_roles_of_processes_and_for_nobody_else():
    rows = asked("SELECT DISTINCT unnest(roles) FROM pg_policies WHERE schemaname = 'public'")

    assert {role for (role,) in rows} == {"jalon_app", "jalon_live"}


RIGHTS = """
SELECT relname FROM pg_class
WHERE relkind IN ('r', 'p', 'v') AND relnamespace = 'public'::regnamespace
AND (has_table_privilege(%s, oid, %s) OR has_any_column_privilege(%s, oid, %s))
"""


def allowed(role, verb):
    return {name for (name,) in asked(RIGHTS, role, verb, role, verb)}


@pytest.mark.parametrize("table", APPEND_ONLY_TABLES)
def test_pages_add_to_registers_and_change_nothing_there(table):
    assert table in allowed("jalon_app", "INSERT")
    assert table not in allowed("jalon_app", "UPDATE")
    [(deletes,)] = asked("SELECT has_table_privilege('jalon_app', %s, 'DELETE, TRUNCATE')", table)
    assert not deletes


@pytest.mark.parametrize("table", [*KEPT_BY_THE_KEEPER, *BROUGHT])
def test_pages_only_look_at_what_the_owner_writes(table):
    assert table in allowed("jalon_app", "SELECT")
    assert table not in allowed("jalon_app", "INSERT") | allowed("jalon_app", "UPDATE")


def test_streams_read_who_listens_and_what_happened_and_write_nothing():
    assert allowed("jalon_live", "SELECT") == {*READ_BY_LIVE, *NAMED_BY_LIVE}
    assert not allowed("jalon_live", "INSERT") | allowed("jalon_live", "UPDATE")
    [(password, address)] = asked(
        "SELECT has_column_privilege('jalon_live', 'accounts_user', 'password', 'SELECT'),"
        " has_column_privilege('jalon_live', 'accounts_user', 'email', 'SELECT')"
    )
    assert (password, address) == (False, False)


def test_functions_with_the_rights_of_the_owner_are_for_one_role_each():
    rows = asked(
        "SELECT proname, has_function_privilege('jalon_app', oid, 'EXECUTE'),"
        " has_function_privilege('jalon_live', oid, 'EXECUTE') FROM pg_proc"
        " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        " AND prorettype <> 'trigger'::regtype"
    )
    of_streams = {name for name, _pages, streams in rows if streams}
    of_pages = {name for name, pages, _streams in rows if pages}

    assert of_streams == {"jalon_reach", "jalon_projects_of"}
    assert {"jalon_recognised", "jalon_gates", "jalon_release_seats"} <= of_pages
    assert "jalon_reach" not in of_pages


def test_neither_role_makes_or_owns_anything():
    rows = asked(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
        " has_schema_privilege(oid, 'public', 'CREATE') FROM pg_roles"
        " WHERE rolname IN ('jalon_app', 'jalon_live') ORDER BY 1"
    )

    assert rows == [(name, *[False] * 5) for name in ("jalon_app", "jalon_live")]


def test_no_table_of_dossiers_is_asked_for_all_its_rows():
    """`IN (SELECT id FROM a table)` works out the rights of every row, to show one."""
    small = {"intake_peoplelist", "appraisal_review"} | {
        f"grants_{name}" for name in ("agreement", "agreementversion", "payment")
    }
    written = " ".join(str(guard) for guard in GUARDS)

    assert set(re.findall(r"IN \(SELECT id FROM (\w+)\)", written)) <= small
