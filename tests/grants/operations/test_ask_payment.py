import pytest

from jalon.grants.operations import ask_payment
from jalon.grants.operations.ask_payment import CannotBeAsked, Sent
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT
from tests.grants.situations import BEGUN, OVER, PDF, in_force, kinds_of, on

pytestmark = pytest.mark.django_db


def test_a_payment_is_asked_in_its_time_within_what_is_agreed_with_what_supports_it():
    world = in_force()
    cents = [one.cents for one in world.agreement.payments.order_by("due_on")]
    assert cents == [24_000_00, 40_000_00, 16_000_01]
    advance, carrier = world.payment("advance"), on(world.carrier, BEGUN)
    said = {"payment": advance, "words": "", "papers": [], "by": carrier, "at": BEGUN}
    with pytest.raises(Denied):
        ask_payment(cents=1, **{**said, "by": on(world.partner, BEGUN)})
    with pytest.raises(CannotBeAsked):  # too early
        ask_payment(cents=1, **{**said, "by": on(world.carrier, AT)})
    for wrong in (0, 24_000_01):
        with pytest.raises(CannotBeAsked):
            ask_payment(cents=wrong, **said)

    asked = ask_payment(cents=24_000_00, **said)  # an advance needs no document

    assert (asked.state, asked.asked_cents) == ("asked", 24_000_00)
    assert kinds_of(world.project)[-1] == "payment.asked"
    with pytest.raises(NotInThisState):
        ask_payment(cents=1, **said)
    balance = {**said, "payment": world.payment("balance"), "by": on(carrier, OVER), "at": OVER}
    with pytest.raises(CannotBeAsked):
        ask_payment(cents=1, **balance)
    wrong_file = [Sent("facture.pdf", b"MZ not a pdf")]
    with pytest.raises(CannotBeAsked):
        ask_payment(cents=1, **{**balance, "papers": wrong_file})
    same = [Sent("a.pdf", PDF), Sent("b.pdf", PDF)]
    assert ask_payment(cents=1, **{**balance, "papers": same}).papers.count() == 1
