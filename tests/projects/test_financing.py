"""The financing plan to the cent: totals, rates, and what the State can still pay."""

from hypothesis import given
from hypothesis import strategies as st

from jalon.projects.models import Funder, Line, Side, Spending
from jalon.projects.queries.financing import plan_of, rate, reaches, room_for_the_state

CENTS = st.integers(1, 10**11)
YEARS = st.integers(2026, 2030)
KIND = st.booleans()
LINES = st.lists(
    st.one_of(
        st.builds(
            Line, side=st.just(Side.SPENDING), post=st.sampled_from(Spending.values), year=YEARS,
            amount_cents=CENTS, is_in_kind=KIND,
        ),
        st.builds(
            Line, side=st.just(Side.RESOURCE), funder=st.sampled_from(Funder.values), year=YEARS,
            amount_cents=CENTS, is_in_kind=KIND,
        ),
    ),
    max_size=30,
)  # fmt: skip


def cents(lines, side, *, in_kind=False):
    return sum(one.amount_cents for one in lines if one.side == side and one.is_in_kind is in_kind)


@given(LINES)
def test_totals_are_the_sums_of_the_lines(lines):
    plan = plan_of(lines)

    assert plan.spending.total.cents == cents(lines, Side.SPENDING)
    assert plan.total_cents == cents(lines, Side.RESOURCE)
    assert plan.in_kind.total.cents == sum(
        cents(lines, side, in_kind=True) for side in (Side.SPENDING, Side.RESOURCE)
    )
    for table in (plan.spending, plan.resources, plan.in_kind):
        assert sum(row.cents for row in table.rows.values()) == table.total.cents
        assert sum(table.total.by_year.values()) == table.total.cents
    assert sum(plan.of_funder(one) for one in Funder.values) == plan.total_cents


@given(CENTS, CENTS)
def test_a_rate_is_never_rounded_up(part, rest):
    whole = part + rest
    found = rate(part, whole)

    assert found is not None
    assert found * whole <= part * 10_000 < (found + 1) * whole
    assert reaches(part, whole, found)
    assert not reaches(part, whole, found + 1)


@given(st.integers(0, 10**10), st.integers(0, 10**10), st.integers(0, 10**10), st.integers(1, 9999))
def test_the_state_pays_all_its_room_and_not_a_cent_more(state, carrier, others, least):
    plan = plan_of(
        Line(side=Side.RESOURCE, funder=funder, year=2027, amount_cents=amount)
        for funder, amount in (
            (Funder.STATE, state), (Funder.CARRIER, carrier), (Funder.LOCAL, others),
        )
    )  # fmt: skip
    room = room_for_the_state(plan, most_cents=None, carrier_rate=least)

    assert room is not None
    full = plan.total_cents + room.cents
    assert reaches(carrier, full, least)
    assert not reaches(carrier, full + 1, least)


def test_to_the_cent_at_the_boundaries():
    assert rate(19_99, 100_00) == 1999
    assert not reaches(19_99, 100_00, 2000)
    assert reaches(20_00, 100_00, 2000)
    assert rate(1, 0) is None
    for state, left in ((500_000_00, 0), (500_000_01, -1)):
        line = Line(side=Side.RESOURCE, funder=Funder.STATE, year=2027, amount_cents=state)
        room = room_for_the_state(plan_of([line]), most_cents=500_000_00, carrier_rate=None)
        assert room is not None
        assert room.cents == left
