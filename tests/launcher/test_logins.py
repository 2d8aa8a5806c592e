"""Pages and streams know their own address and no other; without one, production refuses."""

import json
import os
import sys

import pytest

from launcher import demo, serve, site
from launcher.speech import Stop
from tests.launcher.conftest import Clone

OWNERS = {
    "DATABASE_URL": "postgresql://owner:secret@db/jalon",
    "JALON_PAGES_DATABASE_URL": "postgresql://jalon_app:one@db/jalon",
    "JALON_STREAMS_DATABASE_URL": "postgresql://jalon_live:two@db/jalon",
    "PGPASSWORD": "secret",
    "PGUSER": "owner",
    "PGHOST": "db",
    "SECRET_KEY": "k",
}
OWN = """
import json, subprocess
from launcher import database, site
with site.surroundings() as env:
    for role in ("jalon_app", "jalon_live"):  # as the first migration makes them
        asked = ["--command", f"CREATE ROLE {role} LOGIN", database.NAME]
        subprocess.run(database.locate().program("psql", "--quiet", *asked), check=True)
    print(json.dumps([site.logins(env), env["DATABASE_URL"]]))
"""


def test_a_process_knows_no_address_but_its_own() -> None:
    assert site.under(OWNERS, "postgresql://jalon_app@db/jalon") == {
        "DATABASE_URL": "postgresql://jalon_app@db/jalon",
        "PGHOST": "db",
        "SECRET_KEY": "k",
    }


def test_without_logins_production_refuses_and_a_demonstration_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none(env: dict[str, str]) -> dict[str, str]:
        raise Stop("the pages cannot log in as jalon_app\n    ALTER ROLE jalon_app LOGIN;")

    monkeypatch.setattr(site, "logins", none)

    with pytest.raises(Stop, match=r"(?s)Jalon does not start: .* ALTER ROLE jalon_app LOGIN"):
        serve.separate_logins(OWNERS)
    assert demo.separated(OWNERS) == (OWNERS, OWNERS)
    said = capsys.readouterr().out
    assert "log in as the owner of the tables" in said
    assert "ALTER ROLE jalon_app LOGIN;" in said


def test_an_unreachable_database_gives_no_login(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = {"DATABASE_URL": "postgresql://jalon@127.0.0.1:1/jalon", "SECRET_KEY": "k" * 50}
    known = {"DJANGO_SETTINGS_MODULE": "jalon.config.settings", "JALON_VAULT_KEY": "v" * 50}
    monkeypatch.setattr(site, "PYTHON", sys.executable)

    with pytest.raises(Stop, match="Connection refused"):
        site.logins({**os.environ, **nowhere, **known})


def test_a_demonstration_logs_in_apart(clone: Clone) -> None:
    """The embedded server asks for no password; still nobody but the owner comes as the owner."""
    told, failure = clone.python(OWN).communicate(timeout=180)
    assert told, failure
    logins, owner = json.loads(told.splitlines()[-1])

    assert owner.startswith("postgresql://jalon@/jalon?")
    assert logins["pages"] == owner.replace("//jalon@", "//jalon_app@")
    assert logins["streams"] == owner.replace("//jalon@", "//jalon_live@")
