"""A page that is only looked at cannot write."""

from collections.abc import Callable

import pytest
from django.test import Client

from jalon.kernel.guarded_writes import allowed_write
from jalon.web.middleware.looking import WriteWhileLooking, refuse_writes, writes
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
    ],
)
def test_writing(sql: str) -> None:
    assert writes(sql)


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
def test_the_one_door_lets_a_reading_be_recorded() -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.execute_wrapper(refuse_writes), allowed_write("reading"):
        assert OrganisationFactory().pk
