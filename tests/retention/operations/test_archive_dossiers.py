import datetime as dt

import pytest
from django.utils import timezone

from jalon.dossiers.models import Dossier
from jalon.dossiers.queries import readable
from jalon.retention.operations import archive_dossiers
from tests.factories import actor, make_dossier
from tests.facts import recorded
from tests.retention.situations import contact, silent, told_long_ago

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def archive(*dossiers):
    ids = [dossier.pk for dossier in dossiers]
    return archive_dossiers(dossier_ids=ids, by=None, at=timezone.now())


def test_an_archived_dossier_is_closed_and_read_by_nobody():
    dossier = silent()
    told_long_ago(dossier)
    referent = actor(dossier.referent.affiliation)
    assert list(readable(referent)) == [dossier]

    assert archive(dossier) == 1

    dossier.refresh_from_db()
    assert dossier.archived_at == dossier.closed_at == timezone.now()
    assert list(readable(referent)) == []
    assert recorded() == [("dossier.archived", {"dossier_id": dossier.pk})]


def test_a_dossier_closed_before_keeps_its_date():
    closed = timezone.now() - dt.timedelta(days=750)
    dossier = silent(closed_at=closed)
    told_long_ago(dossier)

    archive(dossier)

    dossier.refresh_from_db()
    assert (dossier.closed_at, dossier.archived_at) == (closed, timezone.now())


def test_what_is_not_due_stays_whatever_is_asked():
    spoken_to, recent, due = silent(), make_dossier(), silent()
    told_long_ago(spoken_to, due)
    contact(spoken_to, timezone.localdate())  # between the choice and the deed

    assert archive(spoken_to, recent, due) == 1
    assert [one.pk for one in Dossier.objects.exclude(archived_at=None)] == [due.pk]


def test_archiving_twice_changes_nothing():
    dossier = silent()
    told_long_ago(dossier)

    assert (archive(dossier), archive(dossier)) == (1, 0)
    assert len(recorded()) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_statements_for_1_and_3(count, django_assert_max_num_queries):
    dossiers = [silent() for _number in range(count)]
    told_long_ago(*dossiers)

    with django_assert_max_num_queries(9):
        assert archive(*dossiers) == count
