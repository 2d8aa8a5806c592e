import pytest

from jalon.grants.operations import return_payment
from jalon.grants.operations.return_payment import ReturnedWithoutReason
from jalon.kernel.errors import Denied
from tests.grants.situations import BEGUN, asked, kinds_of

pytestmark = pytest.mark.django_db


def test_what_is_missing_is_said_and_it_is_asked_again():
    world = asked()
    said = {"payment": world.payment("advance"), "at": BEGUN}
    with pytest.raises(Denied):
        return_payment(reason="?", by=world.carrier, **said)
    with pytest.raises(ReturnedWithoutReason):
        return_payment(reason=" ", by=world.officer, **said)

    returned = return_payment(reason="Le RIB est illisible", by=world.officer, **said)

    assert (returned.state, returned.return_reason) == ("returned", "Le RIB est illisible")
    assert kinds_of(world.project)[-1] == "payment.returned"
    assert asked(world).payment("advance").state == "asked"
