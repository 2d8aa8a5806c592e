import pytest

from jalon.grants.models import Payment
from jalon.grants.operations import certify_payment
from jalon.grants.operations.certify_payment import MoreThanAsked
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from tests.grants.situations import BEGUN, CENTS, asked, kinds_of, paid

pytestmark = pytest.mark.django_db


def test_no_more_is_certified_than_the_text_in_force_grants():
    world = paid()
    again = world.agreement.payments.get(kind="instalment")  # as one too many would stand
    Payment.objects.create(
        agreement=again.agreement, kind="instalment", cents=CENTS, due_on=again.due_on,
        state="asked", asked_cents=CENTS,
    )  # fmt: skip
    one = world.agreement.payments.get(state="asked")
    with pytest.raises(MoreThanAsked):
        certify_payment(payment=one, cents=CENTS - 24_000_00 + 1, by=world.officer, at=BEGUN)
    certify_payment(payment=one, cents=CENTS - 24_000_00, by=world.officer, at=BEGUN)


def test_the_service_done_is_what_was_asked_or_less_certified_once():
    world = asked()
    said = {"payment": world.payment("advance"), "at": BEGUN}
    with pytest.raises(Denied):
        certify_payment(cents=1, by=world.carrier, **said)
    for wrong in (0, 24_000_01):
        with pytest.raises(MoreThanAsked):
            certify_payment(cents=wrong, by=world.officer, **said)

    certified = certify_payment(cents=23_999_99, by=world.officer, **said)

    assert (certified.state, certified.certified_cents) == ("certified", 23_999_99)
    assert kinds_of(world.project)[-1] == "payment.certified"
    with pytest.raises(NotInThisState):
        certify_payment(cents=1, by=world.officer, **said)
