"""The piece of SQL that every read of a dossier carries."""

import datetime as dt

import pytest
from django.db import connection

from jalon.journal.models import Channel, Reading
from jalon.journal.readings import RECORD_READING
from tests.factories import actor

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
READ = f"""
WITH subject AS (SELECT 'dossier/1' AS stream WHERE %(allowed)s),
     latest AS (SELECT 12 AS position),
     reading AS ({RECORD_READING})
SELECT stream FROM subject
"""


def read(*, allowed: bool) -> tuple[list[tuple[str]], int]:
    someone = actor()
    with connection.cursor() as cursor:
        cursor.execute(
            READ,
            {
                "allowed": allowed,
                "affiliation": someone.affiliation_id,
                "organisation": someone.organisation_id,
                "channel": Channel.PAGE,
                "blocks": ["header", "team"],
                "at": AT,
            },
        )
        return cursor.fetchall(), someone.affiliation_id


def test_what_is_shown_is_recorded_by_the_same_statement():
    shown, affiliation_id = read(allowed=True)

    reading = Reading.objects.get()
    assert shown == [("dossier/1",)]
    assert (reading.stream, reading.blocks, reading.position, reading.channel, reading.at) == (
        "dossier/1",
        ["header", "team"],
        12,
        "page",
        AT,
    )
    assert reading.affiliation_id == affiliation_id


def test_what_may_not_be_shown_leaves_no_reading():
    shown, _ = read(allowed=False)

    assert shown == []
    assert not Reading.objects.exists()
