"""What closes within a second (S3), again: a body that closes, a sharing that ends, a copy that is
being made. Everything is really committed; the copy waits at one of its parts, then goes on.
"""

import threading
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation
from jalon.directory.operations import close_organisation
from jalon.dossiers.operations import address_block, end_sharing
from jalon.journal.models import Entry
from jalon.people.models import PersonalAccess
from jalon.protection.queries.dossier_parts import PARTS
from tests.directory.situations import administrator_hat
from tests.factories import AffiliationFactory, MembershipFactory, actor
from tests.live.conftest import committed, stream_process, streams  # noqa: F401
from tests.live.situations import around, write
from tests.live.streams import close_all
from tests.security.test_revocation import SOON, Desk, a_handover, an_archive
from tests.space.situations import account_of, browser_of

pytestmark = [pytest.mark.usefixtures("committed")]
ASKED_AGAIN = {"dossiers_dossier", "dossiers_membership"}
PARTED = {part.model._meta.db_table for part in PARTS} - ASKED_AGAIN
NOTE = "CANARI : un texte qui ne voyage pas."


@pytest.fixture(autouse=True)
def _screens_are_closed():
    yield
    close_all()


@pytest.mark.django_db
def test_these_tests_have_a_database_of_their_own():
    """pytest-django makes one for marked tests alone; those below commit in it."""
    assert not Affiliation.objects.filter(user__email__endswith="@reel.example").exists()


def a_body(them, hat):
    close_organisation(
        organisation=hat.organisation, by=actor(administrator_hat()), at=timezone.now()
    )


def test_the_closing_of_a_body_closes_all_that_it_had_opened(streams, sign_in):  # noqa: F811
    them = around()
    hat = Affiliation.objects.get(pk=them.colleague.affiliation_id)
    desk = Desk(streams, sign_in, hat, them.dossier)

    a_body(them, hat)

    desk.is_shut(time.monotonic())


def test_a_sharing_that_ends_takes_its_block_off_the_page_and_the_stream(
    streams, sign_in  # noqa: F811
):  # fmt: skip
    them = around()
    write(them.dossier, them.referent)
    hat = AffiliationFactory(organisation__kind=OrganisationKind.SIAE)
    MembershipFactory(dossier=them.dossier, affiliation=hat, role="partner")
    sharing = address_block(
        dossier=them.dossier, organisation=hat.organisation, block="N", until_on=None,
        by=them.referent, at=timezone.now(),
    )  # fmt: skip
    desk = Desk(streams, sign_in, hat, them.dossier)
    pages = [desk.doors[0], desk.doors[2]]
    assert all(NOTE in desk.browser.get(page).text for page in pages)

    end_sharing(sharing=sharing, by=them.referent, at=timezone.now())

    desk.screen.until("resync", SOON)
    assert not [page for page in pages if NOTE in desk.browser.get(page).text]
    write(them.dossier, them.referent)
    assert [event.name for event in desk.screen.quiet(0.2)] == []


class Copied:
    """The answer to whoever asks a copy, when the right ends after it began to be made.

    `read_after`: the parts of the dossier that were still read once the right had ended. It is no
    measure of time: on the slowest machine, what is not read any more is what is stopped.
    """

    def __init__(self, ends, browser, door):
        self.read_after, self._has_ended = [], threading.Event()
        asking = threading.Thread(target=self._ask, args=(browser, door))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE dossiers_education IN ACCESS EXCLUSIVE MODE")
            asking.start()
            while not self._waits(cursor):
                assert asking.is_alive()
                time.sleep(0.01)
            ends()
            self._has_ended.set()
        asking.join()

    def _ask(self, browser, door):
        with connection.execute_wrapper(self._note):
            self.answer = browser.post(door, {"format": "json"})
        connection.close()

    def _note(self, execute, sql, *rest):
        if self._has_ended.is_set():
            self.read_after += [table for table in PARTED if f'FROM "{table}"' in sql]
        return execute(sql, *rest)

    @staticmethod
    def _waits(cursor):
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass",
            ["dossiers_education"],
        )
        return cursor.fetchone()[0]


def leaves(answer):
    return "attachment" in answer.headers.get("Content-Disposition", "")


@pytest.mark.parametrize("end", [None, a_handover, an_archive])
def test_a_copy_begun_before_its_right_ended_does_not_leave(end, streams, sign_in):  # noqa: F811
    them = around()
    hat = Affiliation.objects.get(pk=them.referent.affiliation_id)
    browser, door = sign_in(hat), f"/dossiers/{them.dossier.public_id}/remettre"
    handed = Entry.objects.filter(stream=them.dossier.stream, kind="copy.handed")

    copied = Copied(lambda: end and end(them, hat), browser, door)

    assert leaves(copied.answer) is (end is None), copied.answer.status_code
    assert copied.answer.status_code in ({200} if end is None else {302, 403, 404})
    assert bool(copied.read_after) is (end is None), copied.read_after
    assert handed.exists() is (end is None)


@pytest.mark.parametrize("ends", [False, True])
def test_the_copy_of_a_person_whose_access_ends_does_not_leave(ends, streams):  # noqa: F811
    them = around()
    user = account_of(them.dossier.person)
    access = PersonalAccess.objects.filter(user=user)

    copied = Copied(
        lambda: ends and access.update(ended_at=timezone.now()), browser_of(user),
        "/mon-espace/garder",
    )  # fmt: skip

    assert leaves(copied.answer) is not ends
    assert copied.answer.status_code == (404 if ends else 200)
    assert bool(copied.read_after) is not ends, copied.read_after
