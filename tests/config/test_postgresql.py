"""The health check of a kept connection: no statement when all is well, never fooled when not."""

import psycopg
import pytest
from django.db import connections


@pytest.fixture
def kept():
    """A connection of its own, as a worker keeps one between two requests."""
    connection = connections.create_connection("default")
    connection.ensure_connection()
    yield connection
    connection.close()


@pytest.fixture
def server(kept):
    """The server, asked beside the kept connection."""
    settings = kept.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    settings.pop("context")
    with psycopg.connect(**settings, autocommit=True) as other:
        yield other


def last_asked(server, kept):
    pid = kept.connection.info.backend_pid
    asked = "SELECT query_start FROM pg_stat_activity WHERE pid = %s"
    return server.execute(asked, [pid]).fetchone()


@pytest.mark.django_db
def test_an_idle_connection_is_usable_without_a_word(kept, server):
    before = last_asked(server, kept)

    assert kept.is_usable()
    assert last_asked(server, kept) == before


@pytest.mark.django_db
def test_a_connection_that_the_server_closed_is_not_usable(kept, server):
    server.execute("SELECT pg_terminate_backend(%s, 2000)", [kept.connection.info.backend_pid])

    assert not kept.is_usable()


@pytest.mark.django_db
def test_a_connection_that_was_never_opened_is_not_usable():
    assert not connections.create_connection("default").is_usable()


@pytest.mark.django_db
def test_the_placeholders_of_a_long_statement_are_found_each_in_its_place(kept):
    statement = f"SELECT %(b)s::int, %(a)s::int, %(b)s::int, '100%%' {'-- long' * 1000}"

    with kept.cursor() as cursor:
        for a, b in ((1, 2), (3, 4)):
            cursor.execute(statement, {"a": a, "b": b})
            assert cursor.fetchall() == [(b, a, b, "100%")]


@pytest.mark.django_db
def test_json_of_a_statement_is_read_whole(kept):
    with kept.cursor() as cursor:
        cursor.execute(
            """SELECT '{"a": [1, 2.5, null, true, "é\\u20ac"], "b": 9007199254740993}'::json"""
        )

        assert cursor.fetchall() == [({"a": [1, 2.5, None, True, "é€"], "b": 9007199254740993},)]
