"""The arithmetic of deadlines: the database against somebody with a calendar (model.py)."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.deadlines.model import Clock, Promise, Said
from tests.deadlines.situations import adopted, clock, department, dossier_in, say

PROMISES = (
    Promise("orientation", "information_received", "orientation_decided", (6, "weeks")),
    Promise(
        "contract", "orientation_notified", "contract_signed", (1, "months"),
        restarts=("orientation_notified",), suspended_by=("hospital", "move"),
    ),
    Promise("notice", "orientation_decided", "orientation_notified", (10, "working_days")),
    Promise(
        "contact", "first_appointment", "contact_made", (60, "days"),
        restarts=("contact_made",), repeats=True, suspended_by=("hospital", "move", "absence"),
    ),
    Promise(
        "review", "contract_signed", "contract_reviewed", (6, "months"), repeats=True,
        restarts=("contract_signed", "contract_reviewed"), longer=(12, "months"),
        longer_when=("health", "family"), tracks=("social",),
    ),
    Promise(
        "rolling", "contract_reviewed", "contract_reviewed", (3, "months"), repeats=True,
        suspended_by=("move",),
    ),
    Promise(
        "answer", "referral_sent", "referral_answered", (15, "working_days"),
        restarts=("referral_sent",), suspended_by=("absence",),
    ),
    Promise("assessment", "orientation_notified", "assessment_made", (2, "weeks"),
            tracks=("employment", "social")),
)  # fmt: skip
TRAPS = (
    dt.date(2023, 12, 31), dt.date(2024, 1, 31), dt.date(2024, 2, 29), dt.date(2025, 3, 30),
    dt.date(2025, 8, 31), dt.date(2025, 10, 26), dt.date(2026, 3, 29), dt.date(2026, 5, 31),
)  # fmt: skip
days = st.sampled_from(TRAPS) | st.dates(dt.date(2024, 1, 1), dt.date(2026, 11, 1))
details = {
    "orientation_decided": ("employment", "social", "socio_professional"),
    "orientation_notified": ("social",),
    "suspended": ("hospital", "move", "absence"),
    "contract_signed": ("health", "family"),
    "contract_reviewed": ("housing", "family"),
}
CODES = (
    "information_received", "orientation_decided", "orientation_notified", "first_appointment",
    "contact_made", "contract_signed", "contract_reviewed", "assessment_made", "suspended",
    "resumed",
)  # fmt: skip
of_a_thread = ("referral_sent", "referral_answered")


@st.composite
def paths(draw: st.DrawFn) -> list[Said]:
    said = []
    for position in range(1, draw(st.integers(6, 16)) + 1):
        code = draw(st.sampled_from(CODES + of_a_thread))
        said.append(
            Said(
                code,
                draw(days),
                position,
                details=draw(st.sampled_from([(), *((one,) for one in details.get(code, ()))])),
                thread=draw(st.sampled_from("12")) if code in of_a_thread else "",
                thing=draw(st.sampled_from("abc")),
                undoes=draw(st.integers(0, 9)) == 0,
            )
        )
    return said


# A case that is too rare to be met for sure.
IN_HOSPITAL = [
    Said("orientation_notified", dt.date(2026, 5, 4), 1, thing="a"),
    Said("suspended", dt.date(2026, 5, 11), 2, details=("hospital",), thing="a"),
]


@pytest.fixture
def places():
    found = {}
    for code, calendar in (("57", "AM"), ("974", "974"), ("75", "FR")):
        place = department(code)
        adopted(place, PROMISES)
        found[calendar] = dossier_in(place)
    return found


@pytest.mark.django_db
def test_the_database_says_what_a_calendar_says(places):
    seen: set[str] = set()

    @settings(
        max_examples=200, derandomize=True, deadline=None, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip
    @given(said=paths(), calendar=st.sampled_from(sorted(places)))
    @example(said=IN_HOSPITAL, calendar="FR")
    def agree(said: list[Said], calendar: str) -> None:
        say(places[calendar], said)
        expected = Clock(calendar, said).due(PROMISES)
        assert clock(places[calendar]) == expected
        seen.update(f"{due.code} {due.state}" for due in expected)

    agree()
    # The cases were really met.
    assert {"contract met", "contract suspended", "contact met", "notice running"} <= seen, seen
