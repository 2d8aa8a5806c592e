"""On which day a fact happens: nights when the clock changes, and the day of overseas."""

import datetime as dt

import pytest

from jalon.deadlines.models import DossierMilestone
from jalon.entry.events import OrientationDecided
from jalon.journal.record import record
from tests.deadlines.situations import department, dossier_in
from tests.factories import actor

# Département, instant (UTC), the day that people there read on their calendar.
INSTANTS = (
    ("57", "2026-03-28 22:59", "2026-03-28"),  # 23:59, an hour before the short night
    ("57", "2026-03-28 23:30", "2026-03-29"),
    ("57", "2026-03-29 01:00", "2026-03-29"),  # two o'clock is three o'clock
    ("57", "2026-03-29 22:30", "2026-03-30"),  # already summer time
    ("57", "2026-10-24 22:30", "2026-10-25"),
    ("57", "2026-10-25 00:30", "2026-10-25"),  # half past two, the first time
    ("57", "2026-10-25 01:30", "2026-10-25"),  # and the second
    ("57", "2026-10-25 22:30", "2026-10-25"),  # winter time: the day is an hour longer
    ("57", "2026-10-25 23:00", "2026-10-26"),
    ("57", "2028-02-28 23:30", "2028-02-29"),
    ("57", "2027-12-31 23:00", "2028-01-01"),
    ("974", "2026-03-28 20:30", "2026-03-29"),  # no summer time there
    ("971", "2026-03-29 03:30", "2026-03-28"),
    ("973", "2026-11-01 02:30", "2026-10-31"),
    ("987", "2028-03-01 09:30", "2028-02-29"),
    ("988", "2027-12-31 13:30", "2028-01-01"),
)


@pytest.mark.django_db
def test_a_fact_counts_on_the_day_of_the_people_it_is_about():
    places = {code: dossier_in(department(code)) for code, _, _ in INSTANTS}
    by = {code: actor(place.referent.affiliation) for code, place in places.items()}

    for number, (code, moment, _) in enumerate(INSTANTS):
        fact = OrientationDecided(
            dossier_id=places[code].pk, orientation_id=number, track="social",
            lead_organisation_id=places[code].referent.organisation_id,
        )  # fmt: skip
        at = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
        record(fact, by=by[code], at=at)

    for code, place in places.items():
        found = DossierMilestone.objects.filter(dossier=place).order_by("position")
        expected = [day for where, _, day in INSTANTS if where == code]
        days = found.values_list("reached_on", flat=True)
        assert [day.isoformat() for day in days] == expected, code
