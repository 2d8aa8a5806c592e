"""A register of readings to seal, and ways to put one there."""

import datetime as dt

from jalon.journal.models import Reading
from jalon.journal.sealing import seal_readings
from tests.factories import actor

AT = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def readings(number, *, at=AT, by=None):
    """So many readings, one dossier each, a second apart."""
    someone = by or actor()
    made = [
        Reading(
            stream=f"dossier/{index}",
            user_id=someone.user_id,
            affiliation_id=someone.affiliation_id,
            organisation_id=someone.organisation_id,
            purpose="support",
            channel="page",
            blocks=["identity", "team"],
            position=index,
            at=at + dt.timedelta(seconds=index),
        )
        for index in range(1, number + 1)
    ]
    return Reading.objects.bulk_create(made)


def sealed(*sizes, at=AT):
    """A register of as many seals as sizes, a minute apart; the readings, in order."""
    made = []
    for index, size in enumerate(sizes):
        made += readings(size, at=at + index * MINUTE)
        list(seal_readings(at=at + index * MINUTE + dt.timedelta(seconds=59)))
    return made
