import datetime as dt

import pytest

from jalon.grants.operations import enter_payment
from jalon.grants.operations.enter_payment import NotAPayment
from jalon.grants.queries.totals import totals_of
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from jalon.projects.models import Project
from tests.grants.situations import BEGUN, CENTS, asked, kinds_of, on, paid

pytestmark = pytest.mark.django_db


def test_a_payment_has_its_reference_and_its_day_and_the_totals_follow():
    waiting = asked()
    with pytest.raises(NotInThisState):  # not certified
        enter_payment(
            payment=waiting.payment("advance"), reference="DP", paid_on=BEGUN.date(),
            by=on(waiting.officer, BEGUN), at=BEGUN,
        )  # fmt: skip
    world = paid()
    found = totals_of(world.agreement)
    assert (found.granted_cents, found.paid_cents) == (CENTS, 24_000_00)
    assert (found.kept_cents, found.remaining_cents) == (24_000_00, CENTS - 24_000_00)
    assert kinds_of(world.project)[-3:] == ["payment.asked", "payment.certified", "payment.made"]
    said = {"payment": world.payment("advance"), "at": BEGUN}
    with pytest.raises(Denied):
        enter_payment(reference="DP", paid_on=BEGUN.date(), by=world.carrier, **said)


def test_nothing_is_entered_in_advance_nor_without_its_reference():
    world = asked()
    payment = world.payment("advance")
    type(payment).objects.filter(pk=payment.pk).update(
        state="certified", certified_cents=1, certified_at=BEGUN
    )
    said = {"payment": payment, "by": on(world.officer, BEGUN), "at": BEGUN}
    other = paid()  # another one of the same body bears that reference
    Project.objects.filter(pk=other.project.pk).update(call=world.project.call)
    today, one = BEGUN.date(), dt.timedelta(days=1)
    for reference, day in (
        ("", today), ("DP", today + one), ("DP", today - one), ("DP-advance", today),
    ):  # fmt: skip
        with pytest.raises(NotAPayment):
            enter_payment(reference=reference, paid_on=day, **said)
