import pytest

from jalon.grants.models import Payment
from jalon.grants.operations import amend_agreement, ask_payment, end_agreement, return_payment
from jalon.grants.operations.end_agreement import EndedWithoutWords
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT
from tests.grants.situations import BEGUN, asked, in_force, kinds_of, on

pytestmark = pytest.mark.django_db


def test_it_ends_once_with_its_reason_by_who_is_responsible():
    world = in_force()
    said = {"agreement": world.agreement, "reason": "breach", "by": world.head, "at": AT}
    amend_agreement(agreement=world.agreement, change="Autre", by=world.officer, at=AT)
    for who in (world.officer, world.president):
        with pytest.raises(Denied):
            end_agreement(words="?", **{**said, "by": who})
    with pytest.raises(EndedWithoutWords):
        end_agreement(words=" ", **said)

    ended = end_agreement(words="Le projet est arrêté", **said)

    assert (ended.state, ended.end_reason, ended.ended_at) == ("ended", "breach", AT)
    assert world.version.state == "discarded"
    assert kinds_of(world.project)[-1] == "agreement.ended"
    with pytest.raises(NotInThisState):
        end_agreement(words="?", **said)


def test_nothing_is_asked_of_an_agreement_that_is_over():
    world = asked()
    end_agreement(
        agreement=world.agreement, reason="breach", words="Arrêté", by=world.head, at=BEGUN
    )
    last = world.agreement.payments.get(kind="balance")
    Payment.objects.create(
        agreement=last.agreement, kind="balance", cents=1, due_on=AT.date(), state="planned"
    )
    said = {"words": "", "papers": [], "by": on(world.carrier, BEGUN), "at": BEGUN}

    with pytest.raises(NotInThisState):
        ask_payment(payment=world.payment("balance"), cents=1, **said)
    # What was asked before may be certified; returned, nothing would be asked again.
    advance = world.payment("advance")
    assert return_payment(payment=advance, reason="Rien n’est dû", by=world.officer, at=BEGUN)
    advance.refresh_from_db()
    assert advance.state == "cancelled"
