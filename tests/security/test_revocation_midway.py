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
from tests.directory.situations import administrator_hat
from tests.factories import AffiliationFactory, MembershipFactory, actor
from tests.live.conftest import committed, stream_process, streams  # noqa: F401
from tests.live.situations import around, write
from tests.live.streams import close_all
from tests.security.test_revocation import SOON, Desk, a_handover, an_archive
from tests.space.situations import account_of, browser_of

pytestmark = [pytest.mark.usefixtures("committed")]
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


def copied_while(ends, browser, door):
    """The answer to whoever asks a copy, when the right ends after it began to be made."""
    answers = []
    asking = threading.Thread(target=lambda: (
        answers.append(browser.post(door, {"format": "json"})), connection.close()
    ))  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE dossiers_education IN ACCESS EXCLUSIVE MODE")
        asking.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
        for _ in range(200):
            cursor.execute(waiting, ["dossiers_education"])
            if cursor.fetchone()[0]:
                break
            time.sleep(0.01)
        assert asking.is_alive()
        ends()
    since = time.monotonic()
    asking.join()
    assert time.monotonic() - since < SOON
    return answers[0]


def leaves(answer):
    return "attachment" in answer.headers.get("Content-Disposition", "")


@pytest.mark.parametrize("end", [None, a_handover, an_archive])
def test_a_copy_begun_before_its_right_ended_does_not_leave(end, streams, sign_in):  # noqa: F811
    them = around()
    hat = Affiliation.objects.get(pk=them.referent.affiliation_id)
    browser, door = sign_in(hat), f"/dossiers/{them.dossier.public_id}/remettre"
    handed = Entry.objects.filter(stream=them.dossier.stream, kind="copy.handed")

    answer = copied_while(lambda: end and end(them, hat), browser, door)

    assert leaves(answer) is (end is None), answer.status_code
    assert answer.status_code in ({200} if end is None else {302, 403, 404})
    assert handed.exists() is (end is None)


@pytest.mark.parametrize("ends", [False, True])
def test_the_copy_of_a_person_whose_access_ends_does_not_leave(ends, streams):  # noqa: F811
    them = around()
    user = account_of(them.dossier.person)
    access = PersonalAccess.objects.filter(user=user)

    answer = copied_while(
        lambda: ends and access.update(ended_at=timezone.now()), browser_of(user),
        "/mon-espace/garder",
    )  # fmt: skip

    assert leaves(answer) is not ends
    assert answer.status_code == (404 if ends else 200)
