"""A page that is only looked at cannot write."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from jalon.kernel.guarded_writes import allowed_write
from jalon.web.middleware.looking import OURS, WriteWhileLooking, refuse_writes, writes
from tests.factories import OrganisationFactory


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT "a" FROM b FOR UPDATE',
        "  (SELECT 1) UNION (SELECT 2)",
        "WITH recent AS (SELECT updated FROM t) SELECT * FROM recent",
        "SAVEPOINT s",
        "SHOW timezone",
        "DECLARE c CURSOR FOR SELECT 1",
        "SELECT 1 FROM t FOR NO KEY  UPDATE SKIP LOCKED",
        "SELECT 1;",
        "SELECT 'a; delete from t', E'it\\'s; update', $x$; insert into t$x$ -- ; drop",
        'SELECT "t"."update", "into", "nextval", t.updated FROM "delete from"',
        "EXPLAIN SELECT 1",
        "SELECT currval('s'), analyze_me FROM t /* ; delete from t */",
        "SELECT pg_advisory_xact_lock(1)",
    ],
)
def test_reading(sql: str) -> None:
    assert not writes(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO t VALUES (1)",
        " update t set a = 1",
        "DELETE FROM t",
        "TRUNCATE t",
        "MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE",
        "COPY t FROM STDIN",
        "WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone",
        "with new as (insert  into t values (1) returning id) select id from new",
        "CREATE TABLE t ()",
        "-- hidden\nDELETE FROM t",
        "/* hidden */ DROP TABLE t",
        "CALL procedure()",
        "NOTIFY channel",
        "SELECT 1; DELETE FROM t",
        "SELECT ';' ; drop table t",
        "SELECT 'it''s' FROM a; COMMIT",
        "EXPLAIN ANALYZE SELECT f()",
        "explain (verbose, analyse) select 1",
        "SELECT a INTO copied FROM t",
        "WITH x AS (UPDATE ONLY t AS u SET a = 1 RETURNING *) SELECT * FROM x",
        'WITH x AS (UPDATE "a"."b c" SET a = 1 RETURNING *) SELECT * FROM x',
        "SELECT setval('s', 1)",
        "SELECT nextval ('s')",
        "SELECT \"nextval\"('s')",
        "SELECT pg_catalog.nextval('s')",
        "SELECT pg_notify('channel', '')",
        "SELECT lo_create(0)",
        "SELECT lo_unlink(1)",
        "SELECT * FROM dblink('', 'delete from t') AS t(a int)",
        "SELECT dblink_exec('delete from t')",
        "COPY t TO PROGRAM 'sh'",
    ],
)
def test_writing(sql: str) -> None:
    assert writes(sql)


@pytest.mark.django_db
def test_each_function_of_ours_that_may_write_is_known() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE proname LIKE 'jalon\\_%' AND provolatile = 'v'"
            " AND pronamespace = 'public'::regnamespace AND prorettype <> 'trigger'::regtype"
        )
        ours = {name for (name,) in cursor.fetchall()}

    assert ours == set(OURS)
    assert all(writes(f"SELECT * FROM public.{name}(1)") for name in ours)


@pytest.mark.django_db
def test_a_get_that_writes_is_our_mistake_and_writes_nothing(
    client: Client, trial_pages: None, organisations: Callable[[], list[str]]
) -> None:
    with pytest.raises(WriteWhileLooking, match="INSERT during a GET"):
        client.get("/essai/ecrit")

    assert organisations() == []


@pytest.mark.django_db
def test_a_post_may_write(
    client: Client, trial_pages: None, organisations: Callable[[], list[str]]
) -> None:
    assert client.post("/essai/ecrit").status_code == 200
    assert organisations() == ["Écrite par une lecture"]


@pytest.mark.django_db
@pytest.mark.parametrize("is_debugged", [False, True])
def test_copy_passes_by_the_same_guard(is_debugged: bool) -> None:
    connection.force_debug_cursor = is_debugged
    try:
        with connection.execute_wrapper(refuse_writes), connection.cursor() as cursor:
            with pytest.raises(WriteWhileLooking, match="COPY during a GET"):
                cursor.copy("COPY web_cache FROM STDIN")
            with allowed_write("a trial"), cursor.copy("COPY (SELECT 1) TO STDOUT") as copy:
                assert list(copy.rows()) == [("1",)]
    finally:
        connection.force_debug_cursor = False


def test_a_statement_is_judged_once() -> None:
    writes.cache_clear()

    assert [writes(f"SELECT {1}") for _ in range(3)] == [False] * 3
    assert writes.cache_info()[:2] == (2, 1)


@pytest.mark.django_db
def test_the_one_door_lets_a_reading_be_recorded() -> None:
    with connection.execute_wrapper(refuse_writes), allowed_write("reading"):
        assert OrganisationFactory().pk
