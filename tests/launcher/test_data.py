"""What the demonstration does with data that it finds: real databases of the embedded server."""

import pytest

from launcher import data
from tests.launcher.conftest import Clone

PREPARE = """
import os, subprocess, sys
from launcher import database, environment, keys
from launcher.paths import LAUNCHER
with database.running() as server:
    database.empty(server)
    psql = server.program("psql", "-q", "-v", "ON_ERROR_STOP=1", "-c", {sql!r}, database.NAME)
    subprocess.run(psql, check=True)
    env = {{**os.environ, **keys.local(), "DATABASE_URL": server.url()}}
    env["DJANGO_SETTINGS_MODULE"] = "jalon.config.settings"
    command = [str(environment.PYTHON), str(LAUNCHER / "prepare.py"), "10", data.schema()]
    sys.exit(subprocess.run(command, env=env).returncode)
"""


def prepared(clone: Clone, sql: str) -> tuple[int, str]:
    """Lets `prepare.py` meet an empty database on which some SQL was run; exit code and words."""
    code = PREPARE.format(sql=sql).replace("data.schema()", "'schema'")
    with clone.python(code) as told:
        out, err = told.communicate(timeout=60)
    assert "Traceback" not in err
    return told.returncode, out


def test_data_of_a_newer_version_are_kept_and_said(clone: Clone) -> None:
    """The database says that a migration was applied which this version does not have."""
    code, words = prepared(
        clone,
        "CREATE TABLE django_migrations (id serial, app text, name text, applied timestamptz);"
        "INSERT INTO django_migrations (app, name) VALUES ('dossiers', '9999_tomorrow');",
    )
    assert words.splitlines() == [
        "The data were made by a newer version of Jalon (dossiers.9999_tomorrow is unknown here).",
        "Nothing was changed. Keep these data: use the version of Jalon that made them.",
        "Start from nothing: ./jalon demo --reset",
    ]
    assert code == data.REFUSED


def test_data_that_the_demonstration_did_not_make_are_left_alone(clone: Clone) -> None:
    code, words = prepared(
        clone,
        "CREATE TABLE accounts_organisation (id serial);"
        "INSERT INTO accounts_organisation DEFAULT VALUES;",
    )
    assert words.startswith("This database holds data that the demonstration did not make")
    assert code == data.REFUSED


def test_a_demonstration_cut_short_is_known_as_such(clone: Clone) -> None:
    code, words = prepared(clone, "COMMENT ON DATABASE jalon IS 'jalon demonstration, unfinished'")
    assert (code, words) == (data.CUT_SHORT, "")


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("jalon demonstration, people: 300, schema: {schema}", "True"),
        ("jalon demonstration, people: 300, schema: 0123456789abcdef", "False"),
        ("jalon demonstration, unfinished", "False"),
    ],
)
def test_data_are_looked_at_again_unless_left_by_this_version(
    clone: Clone, comment: str, expected: str
) -> None:
    sql = f"COMMENT ON DATABASE jalon IS '{comment.format(schema=data.schema())}'"
    code = "import subprocess; from launcher import data, database\n"
    code += "with database.running() as server:\n"
    code += f"    psql = server.program('psql', '-q', '-c', {sql!r}, database.NAME)\n"
    code += "    subprocess.run(psql, check=True)\n"
    code += "    print(data.as_we_left_it(300))"
    with clone.python(code) as told:
        assert told.communicate(timeout=60) == (f"{expected}\n", "")
