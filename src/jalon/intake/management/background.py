"""Work that outlives a request: one process per list, started by the page, stopped with it.

The state is in the database: a process that is killed leaves a transaction that never was, a
heart that no longer beats, and a page that offers to start again.
"""

import logging
import os
import subprocess
import sys
import threading
from datetime import datetime, timedelta
from functools import partial

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.models import Affiliation
from jalon.intake.models import WORKING, ListProgress, ListState, PeopleList
from jalon.intake.operations import apply_list, check_list, purge_lists
from jalon.kernel.errors import Denied, Refused

BEAT = 0.5
SILENCE = timedelta(seconds=20)
ORPHAN = 75  # exit status of a worker whose server stopped
logger = logging.getLogger(__name__)


def start(people_list: PeopleList, by: Actor) -> None:
    """Once what was asked is committed, start the process that does it, on behalf of who asked."""
    transaction.on_commit(partial(_start, people_list, by))


def _start(people_list: PeopleList, by: Actor) -> None:
    work = ["work_on_list", str(people_list.public_id), str(by.affiliation_public_id)]
    process = subprocess.Popen(
        [sys.executable, "-m", "django", *work],
        stdin=subprocess.DEVNULL,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "jalon.config.settings"},
    )
    threading.Thread(target=process.wait, daemon=True).start()


def is_interrupted(people_list: PeopleList, at: datetime) -> bool:
    """Whether a list should be worked on and nobody has given a sign for a while."""
    beat = people_list.progress.beat_at
    return people_list.state in WORKING and (beat is None or at - beat > SILENCE)


def work(people_list: PeopleList, affiliation: Affiliation) -> None:
    """Check or apply a list, whichever it waits for; a failure puts it back, with a sentence."""
    at = timezone.now()
    by = actor_of(affiliation, on=timezone.localdate())
    heart = Heart(people_list)
    heart.start()
    try:
        purge_lists(by=None, at=at)
        job = {ListState.CHECKING: check_list, ListState.APPLYING: apply_list}
        if people_list.state in WORKING:
            job[ListState(people_list.state)](
                people_list=people_list, by=by, at=at, tell=heart.tell
            )
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
            _("L'import n'a pas abouti et rien n'a été appliqué. Réessayez dans un moment."),
        )
    finally:
        heart.stop()


def _put_back(people_list: PeopleList, sentence: str) -> None:
    before = {ListState.CHECKING: ListState.RECEIVED, ListState.APPLYING: ListState.CHECKED}
    PeopleList.objects.filter(pk=people_list.pk, state=people_list.state).update(
        state=before[ListState(people_list.state)], refusal=sentence[:400]
    )


class Heart(threading.Thread):
    """Tells, through its own connection, how far the work is; stops it if the server is gone."""

    def __init__(self, people_list: PeopleList) -> None:
        super().__init__(daemon=True)
        self._list_id = people_list.pk
        self._done = 0
        self._parent = os.getppid()
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
                if os.getppid() != self._parent:
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
