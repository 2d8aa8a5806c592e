"""R3 at filing: killed between the click and the receipt: filed once, or clearly not filed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from jalon.post.models import Mail
from jalon.projects.models import Filing
from jalon.projects.operations import file_project
from jalon.projects.states import ProjectState
from tests.projects.situations import AT, complete, kinds_of

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]


def killed(world, moment):
    """Have another process file the project, and kill it (SIGKILL) at that moment."""
    given = connection.settings_dict
    url = f"postgresql://{given['USER']}@/{given['NAME']}?host={given['HOST']}"
    env = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    words = [world.project.pk, world.carrier.affiliation_id, AT.isoformat(), moment]
    command = [sys.executable, "-m", "tests.projects.killed_while_filing", *map(str, words)]
    with subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True) as one:
        said = one.stdout.readline().strip()
        one.kill()
    return said


def left(world):
    return (
        world.now().state,
        Filing.objects.count(),
        kinds_of(world.project).count("project.filed"),
        Mail.objects.filter(kind="project_receipt").count(),
    )


def test_killed_between_the_click_and_the_receipt_it_is_filed_once_or_clearly_not():
    world = complete()

    assert killed(world, "before") == "project.filed"
    assert left(world) == (ProjectState.DRAFT, 0, 0, 0)

    assert killed(world, "after") == "committed"
    assert left(world) == (ProjectState.FILED, 1, 1, 1)
    again = file_project(project=world.project, by=world.carrier, at=AT)  # who saw no answer
    assert again == Filing.objects.get()
    assert left(world) == (ProjectState.FILED, 1, 1, 1)
