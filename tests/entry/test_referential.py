"""The criteria of the national referential, as pure data and pure functions."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.entry.referential import VALUES, Situation, edition_of, propose

TODAY = dt.date(2026, 11, 24)
KNOWN = Situation(
    today=TODAY, work="job_search", last_job_ended_on=dt.date(2025, 1, 2), sought_job=True,
    impacts={}, addressed=3, themes=10, birth_year=1984,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "track", "kinds"),
    [
        ({}, "employment", ["france_travail"]),
        ({"birth_year": 2003}, "employment", ["mission_locale", "france_travail"]),
        ({"has_rqth": True}, "employment", ["cap_emploi", "france_travail"]),
        ({"impacts": {"mobilite": "medium"}}, "socio_professional",
         ["france_travail", "plie", "association", "mds"]),
        ({"impacts": {"mobilite": "strong", "famille": "medium"}}, "social",
         ["mds", "departement", "ccas", "association"]),
        ({"sought_job": False, "chooses_job": True, "last_job_ended_on": dt.date(2020, 1, 1)},
         "socio_professional", ["france_travail", "plie", "association", "mds"]),
    ],
)  # fmt: skip
def test_track_and_bodies(changes, track, kinds):
    proposal = propose(replace(KNOWN, **changes))

    assert (proposal.track, proposal.kinds) == (track, kinds)


def test_what_is_missing_is_said_unless_it_changes_nothing():
    silent = Situation(today=TODAY)
    blocked = replace(silent, impacts={"mobilite": "strong"}, addressed=1)

    assert propose(silent).track == ""
    assert propose(silent).missing == ("activity", "project", "impact")
    assert (propose(blocked).track, propose(blocked).missing) == ("social", ())


@pytest.mark.parametrize(
    ("ended", "value"),
    [(dt.date(2024, 11, 24), "recent"), (dt.date(2024, 11, 23), "old"), (TODAY, "recent")],
)
def test_two_years_to_the_day(ended, value):
    seen = propose(replace(KNOWN, last_job_ended_on=ended)).criteria[0]

    assert (seen.code, seen.value) == ("activity", value)


def test_each_criterion_says_what_it_saw_where_it_leads_and_why():
    proposal = propose(replace(KNOWN, impacts={"mobilite": "medium"}))

    impact = next(one for one in proposal.criteria if one.code == "impact")
    assert (impact.value, impact.seen) == ("medium", ("mobilite",))
    assert impact.leads_to == "socio_professional"
    assert "L.5411-5-1" in impact.source
    assert edition_of(dt.date(2020, 1, 1)) is edition_of(TODAY)


@given(
    st.sampled_from(["", "job_search", "employed"]),
    st.booleans(),
    st.sampled_from([None, True, False]),
    st.dictionaries(st.sampled_from(["mobilite", "famille"]), st.sampled_from(VALUES["impact"])),
    st.integers(0, 4),
)
def test_whatever_is_known_the_answer_is_whole(work, sought, chooses, impacts, addressed):
    situation = Situation(
        today=TODAY, work=work, sought_job=sought, chooses_job=chooses, impacts=impacts,
        addressed=addressed,
    )  # fmt: skip

    proposal = propose(situation)

    assert bool(proposal.track) != bool(proposal.missing)
    assert bool(proposal.track) == bool(proposal.kinds)
