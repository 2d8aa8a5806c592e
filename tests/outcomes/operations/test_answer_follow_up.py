import datetime as dt

import pytest
from django.utils import timezone

from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.outcomes.operations import answer_follow_up
from jalon.outcomes.operations.answer_follow_up import TooEarly
from tests.factories import AffiliationFactory, actor
from tests.outcomes.situations import followed, job

pytestmark = pytest.mark.django_db


def test_the_answer_is_kept_and_may_be_known_better_later(clock):
    dossier, hat = followed()
    first = job(dossier, hat, started_on=dt.date(2026, 10, 1)).follow_ups.get(month=1)

    for answer in ("unknown", "unknown", "same"):
        answer_follow_up(follow_up=first, answer=answer, by=actor(hat), at=timezone.now())

    first.refresh_from_db()
    assert (first.answer, first.answered_on) == ("same", dt.date(2026, 11, 24))
    answers = Entry.objects.filter(kind="follow_up.answered").order_by("position")
    assert [entry.payload["answer"] for entry in answers] == ["unknown", "same"]


def test_not_before_its_month_nor_by_a_stranger(clock):
    dossier, hat = followed()
    news = job(dossier, hat, started_on=dt.date(2026, 10, 1)).follow_ups

    with pytest.raises(TooEarly):
        answer_follow_up(
            follow_up=news.get(month=6), answer="same", by=actor(hat), at=timezone.now()
        )
    with pytest.raises(Denied):
        answer_follow_up(
            follow_up=news.get(month=1), answer="same", by=actor(AffiliationFactory()),
            at=timezone.now(),
        )  # fmt: skip
