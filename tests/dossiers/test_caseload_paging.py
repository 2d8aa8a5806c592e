"""Pages by key: whatever the ties and whatever moves, every row once and in order."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jalon.dossiers.events import BlockRevised
from jalon.dossiers.queries import caseload
from jalon.dossiers.queries.caseload import SORTS, Filters
from jalon.journal.record import record
from tests.factories import AffiliationFactory, PersonFactory, actor, make_dossier


def pages(me, size, sort="name", between=lambda: None):
    """All the pages, one list each; `between` happens after each of them."""
    after, read = "", []
    while True:
        page = caseload.listing(me, Filters(), sort=sort, after=after, size=size)
        read.append([one.pk for one in page.items])
        between()
        if not page.after:
            return read
        after = page.after


def flat(lists):
    return [one for some in lists for one in some]


NAMES = st.sampled_from(["Ada", "ada", "Äda", "Éva", "Ève", "Zoé", "O", "Œ"])
DAYS = st.integers(0, 3)


class TestAnyCaseload(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(
        people=st.lists(st.tuples(NAMES, NAMES, DAYS), max_size=9),
        size=st.integers(1, 4),
        sort=st.sampled_from(sorted(SORTS)),
    )
    def test_pages_put_together_are_the_whole_list(self, people, size, sort):
        hat = AffiliationFactory()
        me = actor(hat)
        day = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
        for first_names, birth_name, days in people:
            person = PersonFactory(first_names=first_names, birth_name=birth_name)
            make_dossier(referent=hat, person=person, opened_at=day + dt.timedelta(days=days))
        whole = caseload.listing(me, Filters(), sort=sort, size=100)

        assert len(whole.items) == len(people)
        assert whole.after == ""
        assert flat(pages(me, size, sort)) == [one.pk for one in whole.items]


@pytest.fixture
def hat(db):
    return AffiliationFactory()


@pytest.mark.parametrize("sort", sorted(SORTS))
def test_people_of_the_same_name_opened_together_come_once_each(hat, sort):
    opened_at = timezone.now()
    expected = {
        make_dossier(
            referent=hat, person=PersonFactory(birth_name="Martin"), opened_at=opened_at
        ).pk
        for _ in range(5)
    }

    read = pages(actor(hat), 2, sort)

    assert [len(some) for some in read] == [2, 2, 1]
    assert set(flat(read)) == expected


def test_a_row_that_moves_up_between_two_pages_is_not_shown_twice(hat):
    me, other = actor(hat), actor()
    dossiers = [make_dossier(referent=hat) for _ in range(4)]
    for dossier in dossiers:
        fact = BlockRevised(dossier_id=dossier.pk, block="work", fields=())
        record(fact, by=other, at=timezone.now())

    def shown_row_changes():
        with transaction.atomic():
            fact = BlockRevised(dossier_id=dossiers[3].pk, block="work", fields=())
            record(fact, by=other, at=timezone.now())

    assert pages(me, 1, "change", between=shown_row_changes) == [
        [dossiers[3].pk], [dossiers[2].pk], [dossiers[1].pk], [dossiers[0].pk],
    ]  # fmt: skip


def test_what_arrives_or_leaves_between_two_pages_moves_nobody_else(hat):
    me = actor(hat)
    bo, di, el = (
        make_dossier(referent=hat, person=PersonFactory(birth_name=n)) for n in ("Bo", "Di", "El")
    )
    first = caseload.listing(me, Filters(), size=1)
    make_dossier(referent=hat, person=PersonFactory(birth_name="Ah"))
    co = make_dossier(referent=hat, person=PersonFactory(birth_name="Co"))
    type(di).objects.filter(pk=di.pk).update(closed_at=timezone.now())

    rest = caseload.listing(me, Filters(), after=first.after, size=9)

    assert [one.pk for one in (*first.items, *rest.items)] == [bo.pk, co.pk, el.pk]


@pytest.mark.parametrize("cursor", ["x", "AAAA", "é", "=" * 9])
def test_a_cursor_that_is_not_ours_starts_again(hat, cursor):
    dossier = make_dossier(referent=hat)

    assert [one.pk for one in caseload.listing(actor(hat), Filters(), after=cursor).items] == [
        dossier.pk
    ]


def test_a_cursor_tells_nothing_and_serves_one_order(hat):
    for _ in range(2):
        make_dossier(referent=hat, person=PersonFactory(birth_name="Weber"))
    me = actor(hat)
    page = caseload.listing(me, Filters(), size=1)

    assert "weber" not in page.after.lower()
    assert len(caseload.listing(me, Filters(), sort="opened", after=page.after).items) == 2
