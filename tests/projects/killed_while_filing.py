"""A process that files a project and is killed: before its commit, or before its answer.

`python -m tests.projects.killed_while_filing PROJECT HAT INSTANT before|after`
"""

import sys
import time
from datetime import datetime

import django

django.setup()

# What needs the settings comes after them.
from jalon.accounts.acting import acting  # noqa: E402
from jalon.accounts.actor import actor_of  # noqa: E402
from jalon.accounts.models import Affiliation  # noqa: E402
from jalon.journal import record  # noqa: E402
from jalon.projects.models import Project  # noqa: E402
from jalon.projects.operations import file_project  # noqa: E402


def wait_for_death(said: str) -> None:
    print(said, flush=True)
    time.sleep(600)


def main(project: str, hat: str, instant: str, moment: str) -> None:
    at = datetime.fromisoformat(instant)
    found = Affiliation.objects.select_related("user", "organisation").get(pk=hat)
    by = actor_of(found, on=at.date())
    if moment == "before":
        # Everything is written, the fact included; nothing is committed.
        record.projections.append(lambda entries: wait_for_death(entries[0].kind))
    with acting(by, at=at):
        file_project(project=Project.objects.get(pk=project), by=by, at=at)
    wait_for_death("committed")


if __name__ == "__main__":
    main(*sys.argv[1:])
