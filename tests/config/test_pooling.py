"""A pooler that gives a session to whoever comes next is found out; nothing starts behind it."""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager, suppress

import psycopg
import pytest
from django.core.checks import Tags, run_checks
from django.db import connection, connections
from psycopg.conninfo import conninfo_to_dict

from jalon.config.policy.logins import LOGINS, trouble_at
from jalon.config.policy.pooling import shares_sessions
from launcher.privilege import hand_over
from tests.config.test_role_logins import server  # noqa: F401 - the same server

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
INI = """
[databases]
kept = host={socket} dbname=postgres user=jalon pool_mode=session
shared = host={socket} dbname=postgres user=jalon pool_mode=transaction
[pgbouncer]
listen_addr =
unix_socket_dir = {folder}
listen_port = 6432
auth_type = any
server_round_robin = {turns}
"""


class Swapping:
    """One connection of a pooler in transaction mode: at each transaction, whichever is free."""

    def __init__(self, free, last_first):
        self.free, self.last_first, self.held, self.autocommit = free, last_first, None, False

    def execute(self, *asked):
        one = self.held or self.free.pop(-1 if self.last_first else 0)
        found = one.execute(*asked)
        if self.autocommit:
            self.free.append(one)
        else:
            self.held = one
        return found

    def rollback(self):
        self.free.append(self.held)
        self.held = None

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        if self.held:
            self.rollback()


@pytest.mark.django_db
def test_sessions_that_are_swapped_are_found_out_whatever_the_order():
    settings = connection.get_connection_params()
    said = {key: settings[key] for key in settings.keys() - {"context", "cursor_factory"}}
    said.pop("prepare_threshold", None)
    assert not shares_sessions(lambda: psycopg.connect(**said))
    assert run_checks(tags=[Tags.database], databases=["default"]) == []

    for size, last_first in ((2, True), (2, False), (3, True), (3, False)):
        pool = [psycopg.connect(**said, autocommit=True) for _ in range(size)]
        assert shares_sessions(lambda: Swapping(pool, last_first)), (size, last_first)  # noqa: B023
        for one in pool:
            one.close()


@contextmanager
def pgbouncer(server, folder, turns):  # noqa: F811
    """A real one, before the server of these tests."""
    folder.mkdir()
    config = folder / "pgbouncer.ini"
    config.write_text(INI.format(socket=server.socket, folder=folder, turns=turns))
    hand_over(folder, server.disguise.owner)
    process = subprocess.Popen([*server.disguise.prefix, PGBOUNCER, "-q", str(config)])
    try:
        for _ in range(100):
            with (
                suppress(psycopg.OperationalError),
                psycopg.connect(address(folder, "kept"), connect_timeout=2),
            ):
                break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(10)


def address(folder, name):
    return f"postgresql://jalon@/{name}?host={folder}&port=6432"


@pytest.mark.skipif(not PGBOUNCER, reason="PgBouncer is not here: apt-get install pgbouncer")
def test_nothing_starts_behind_pgbouncer_in_transaction_mode(server, tmp_path, monkeypatch):  # noqa: F811
    [pages, _streams] = LOGINS
    for turns in (0, 1):
        folder = tmp_path / f"b{turns}"
        with pgbouncer(server, folder, turns):
            assert "owns tables" in trouble_at(address(folder, "kept"), pages)  # it came that far
            assert "pool_mode = session" in trouble_at(address(folder, "shared"), pages)
            told = conninfo_to_dict(address(folder, "shared"))
            monkeypatch.setattr(
                connections["default"], "get_connection_params", lambda told=told: told
            )
            [error] = run_checks(tags=[Tags.database], databases=["default"])
            assert "pool_mode = session" in error.msg
