"""A database for one bench, on the configured server: made, filled, dropped."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg


@contextmanager
def scratch_database(name: str, *, keep: bool = False) -> Iterator[str]:
    """Point DATABASE_URL, here and in child processes, to an empty migrated database.

    Call it before anything imports Django's settings. `keep` reuses what an earlier run left, and
    leaves it.
    """
    configured = os.environ["DATABASE_URL"]
    database = f"jalon_bench_{name}"
    with psycopg.connect(configured, autocommit=True) as connection:
        if not keep:
            connection.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [database])
        if known.fetchone() is None:
            connection.execute(f"CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8'")
    server, _, options = configured.partition("?")
    url = f"{server.rpartition('/')[0]}/{database}{'?' if options else ''}{options}"
    os.environ["DATABASE_URL"] = url
    try:
        _migrate(database)
        yield url
    finally:
        os.environ["DATABASE_URL"] = configured
        if not keep:
            _drop(configured, database)


def _migrate(database: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings")
    import django  # noqa: PLC0415 - the settings read DATABASE_URL, which has just changed
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    django.setup()
    connections.close_all()
    connections["default"].settings_dict["NAME"] = database  # for the second bench of one process
    call_command("migrate", verbosity=0)


def _drop(configured: str, database: str) -> None:
    from django.db import connections  # noqa: PLC0415 - see _migrate

    connections.close_all()
    with psycopg.connect(configured, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
