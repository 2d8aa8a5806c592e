"""Work that outlives a request: one process per list, started by the keeper, stopped with it.

A page runs under a role that sees the caseload of one hat; a list is compared with everybody. So
the page leaves what is asked, and the keeper starts the process that does it, as the owner.

The state is in the database: a process that is killed leaves a transaction that never was, a
heart that no longer beats, and a page that offers to start again.
"""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.models import Affiliation
from jalon.intake.models import WORKING, ListProgress, ListState, PeopleList
from jalon.intake.operations import apply_list, check_list, purge_lists, recognise_line, undo_list
from jalon.kernel.errors import Denied, Refused

BEAT = 0.5
ORPHAN = 75  # exit status of a worker whose server stopped
logger = logging.getLogger(__name__)

Job = Callable[[PeopleList, Actor, datetime, Callable[[int], object]], object]
# What a list waits for in each state, and where it is put back when that fails.
JOBS: dict[ListState, Job] = {
    ListState.CHECKING: lambda found, by, at, tell: check_list(
        people_list=found, by=by, at=at, tell=tell
    ),
    ListState.CORRECTING: lambda found, by, at, _: recognise_line(people_list=found, by=by, at=at),
    ListState.APPLYING: lambda found, by, at, tell: apply_list(
        people_list=found, by=by, at=at, tell=tell
    ),
    ListState.UNDOING: lambda found, by, at, _: undo_list(people_list=found, by=by, at=at),
}
BEFORE = {
    ListState.CHECKING: ListState.RECEIVED,
    ListState.CORRECTING: ListState.CHECKED,
    ListState.APPLYING: ListState.CHECKED,
    ListState.UNDOING: ListState.APPLIED,
}


def start_asked(at: datetime) -> None:
    """Start a process for each list that was asked for, on behalf of who asked."""
    for people_list, affiliation in _taken(at):
        start_process(people_list, affiliation)


def start_process(people_list: str, affiliation: str) -> None:
    """The process that works on one list, in the name of one hat; buried when it ends."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "django", "work_on_list", people_list, affiliation),
            *("--for", str(os.getpid())),
        ],
        stdin=subprocess.DEVNULL,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "jalon.config.settings"},
    )
    threading.Thread(target=process.wait, daemon=True).start()


@transaction.atomic
def _taken(at: datetime) -> list[tuple[str, str]]:
    """The lists that wait to be taken, each with who asked; two keepers never take the same."""
    asked = list(
        ListProgress.objects.filter(asked_at__isnull=False)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("people_list", "asked_by")
    )
    found = ListProgress.objects.filter(pk__in=[progress.pk for progress in asked])
    found.update(asked_at=None, beat_at=at)
    return [
        (str(progress.people_list.public_id), str(progress.asked_by.public_id))
        for progress in asked
        if progress.asked_by is not None
    ]


def work(people_list: PeopleList, affiliation: Affiliation, *, server: int = 0) -> None:
    """Check or apply a list, whichever it waits for; a failure puts it back, with a sentence.

    `server`: the process that wants it done, this one's parent unless said. The work stops with it.
    """
    at = timezone.now()
    by = actor_of(affiliation, on=timezone.localdate())
    heart = Heart(people_list, server)
    heart.start()
    try:
        purge_lists(by=None, at=at)
        if people_list.state in WORKING:
            JOBS[ListState(people_list.state)](people_list, by, at, heart.tell)
    except (Refused, Denied) as refusal:
        _put_back(people_list, str(refusal))
    except DatabaseError as error:
        # Never the message: it may quote a value of the list.
        logger.error(
            "list %s: %s %s",
            people_list.pk,
            type(error).__name__,
            error.__cause__ and getattr(error.__cause__, "sqlstate", ""),
        )
        _put_back(
            people_list,
            _("Le travail n’a pas abouti et rien n’a changé. Réessayez dans un moment."),
        )
    finally:
        heart.stop()


def _put_back(people_list: PeopleList, sentence: str) -> None:
    PeopleList.objects.filter(pk=people_list.pk, state=people_list.state).update(
        state=BEFORE[ListState(people_list.state)], refusal=sentence[:400]
    )


class Heart(threading.Thread):
    """Tells, through its own connection, how far the work is; stops it if the server is gone."""

    def __init__(self, people_list: PeopleList, server: int) -> None:
        super().__init__(daemon=True)
        self._list_id = people_list.pk
        self._done = 0
        self._server = server or os.getppid()  # as it said: it may be gone by now
        self._stopped = threading.Event()

    def tell(self, done: int) -> None:
        """Called by the work; costs nothing."""
        self._done = done

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def run(self) -> None:
        try:
            while not self._stopped.wait(BEAT):
                if os.getppid() != self._server:
                    os._exit(ORPHAN)
                self._beat()
        finally:
            connection.close()

    def _beat(self) -> None:
        try:
            ListProgress.objects.filter(pk=self._list_id).update(
                done=self._done, beat_at=timezone.now()
            )
        except DatabaseError:  # the work itself will say what happens to the database
            connection.close()
