"""How pages and streams log in, on a server that asks for passwords: each as a role of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from jalon.config.policy.logins import LOGINS, Login, NoLogin, address_of, trouble_at
from tests.reliability.cluster import Cluster

ROLES = """
CREATE ROLE owner LOGIN CREATEROLE PASSWORD 'of the owner';
CREATE ROLE guest LOGIN PASSWORD 'of the guest';
CREATE DATABASE "jalon é" OWNER owner;
"""
OF_OWNER = """
CREATE ROLE jalon_app LOGIN NOSUPERUSER;
CREATE ROLE jalon_live LOGIN NOSUPERUSER;
CREATE TABLE secrets (told text);
"""
ENCLOSED = "local all jalon trust\nlocal all all scram-sha-256\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server where everyone but its administrator needs a password; an owner, a guest."""
    cluster = Cluster(tmp_path_factory.mktemp("logins"))
    (cluster.data / "pg_hba.conf").write_text(ENCLOSED)
    cluster.start()
    with psycopg.connect(cluster.url, autocommit=True) as administrator:
        for statement in ROLES.strip().split(";\n"):
            administrator.execute(statement)
    with psycopg.connect(address(cluster, "owner:of%20the%20owner"), autocommit=True) as owner:
        owner.execute(OF_OWNER)
    yield cluster
    cluster.stop()


def address(cluster: Cluster, who: str) -> str:
    return f"postgresql://{who}@/jalon%20%C3%A9?host={cluster.socket}"


def logins(url: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    return manage("role_logins", url, **settings)


def manage(name: str, url: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    given = {**os.environ, "DATABASE_URL": url, "PGPASSWORD": "of the owner", **settings}
    command = [sys.executable, "-m", "django", name]
    return subprocess.run(command, env=given, capture_output=True, text=True, timeout=60)


def test_each_process_gets_a_login_that_owns_nothing(server):
    url = address(server, "owner:of%20the%20owner")
    addresses = json.loads(logins(url).stdout)

    assert list(addresses) == ["pages", "streams"]
    for login in LOGINS:
        with psycopg.connect(addresses[login.process]) as session:
            assert session.info.user == login.role
            assert session.info.dbname == "jalon é"
            session.execute("SELECT set_config('role', 'none', false)")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute("SELECT * FROM secrets")
            session.rollback()
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute("SET ROLE owner")
    assert json.loads(logins(url).stdout) == addresses


def test_another_secret_is_another_password(server):
    url = address(server, "owner:of%20the%20owner")
    [pages, _streams] = LOGINS
    before = json.loads(logins(url, SECRET_KEY="w" * 50).stdout)["pages"]
    after = json.loads(logins(url, SECRET_KEY="x" * 50).stdout)["pages"]

    assert before != after
    assert not trouble_at(after, pages)
    assert "authentication failed" in trouble_at(before, pages)


def test_an_owner_who_may_not_is_told_what_to_run_and_it_works(server):
    asked = {"SECRET_KEY": "y" * 50, "PGPASSWORD": "of the guest"}
    refused = manage("migrate", address(server, "guest:of%20the%20guest"), **asked)
    told = logins(address(server, "guest:of%20the%20guest"), **asked)
    advice = [line.strip() for line in told.stderr.splitlines() if line.startswith("    ")]

    assert "may not make the role jalon_app" in refused.stderr
    assert 'GRANT "jalon_live" TO "guest";' in refused.stderr
    assert told.returncode == 1
    assert "the pages cannot log in as jalon_app" in told.stderr
    assert "of the guest" not in told.stderr
    with psycopg.connect(server.url, autocommit=True) as administrator:
        for line in advice:
            if not line.startswith("CREATE ROLE"):
                administrator.execute(line)
        assert administrator.execute(
            "SELECT pg_has_role('guest', 'jalon_app', 'MEMBER')"
        ).fetchone() == (True,)
    assert logins(address(server, "guest:of%20the%20guest"), **asked).returncode == 0


def test_an_address_of_the_deployment_is_taken_when_it_owns_nothing(server, monkeypatch):
    [pages, streams] = LOGINS
    with psycopg.connect(server.url, autocommit=True) as administrator:
        administrator.execute("CREATE ROLE our_pages LOGIN PASSWORD 'ours' IN ROLE jalon_app")
    ours = address(server, "our_pages:ours")

    def taken(login: Login, url: str) -> str:
        monkeypatch.setenv(login.variable, url)
        return address_of(login)

    assert taken(pages, ours) == ours
    with pytest.raises(NoLogin, match="JALON_PAGES_DATABASE_URL: owner owns tables"):
        taken(pages, address(server, "owner:of%20the%20owner"))
    with pytest.raises(NoLogin, match="jalon owns tables, or passes over row-level security"):
        taken(pages, server.url)
    with pytest.raises(NoLogin, match="our_pages is not a member of jalon_live"):
        taken(streams, ours)


def test_what_is_of_the_owner_stays_with_the_owner(server, tmp_path: Path):
    url = address(server, "owner:of%20the%20owner")
    told = logins(f"{url}&passfile={tmp_path}/none&application_name=jalon&connect_timeout=7")

    for found in json.loads(told.stdout).values():
        assert "owner" not in found
        assert "passfile" not in found
        assert "application_name=jalon&connect_timeout=7" in found
