"""The pages of agreements, each with what fills it: looked at by the tests of accessibility."""

from typing import Any

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.grants.operations import ask_agreement_changes, ask_repayment
from tests.appraisal.situations import AT
from tests.grants.situations import OVER, accepted, asked, in_force, paid, selected, sent

Page = tuple[str, tuple[Any, ...]]


def pages_of_grants() -> list[tuple[Affiliation, list[Page]]]:
    """The State and the carrier, at each step of an agreement."""
    first, read, doubted, agreed, living = selected(), sent(), sent(), accepted(), in_force()
    money = paid(asked(asked(), "balance", OVER), "instalment", OVER)
    ask_agreement_changes(
        agreement=doubted.agreement, wanted={"duree": "36 mois"}, by=doubted.carrier, at=AT
    )
    back = ask_repayment(
        agreement=money.agreement, cents=500, reason="Non dépensé", reference="TP-1",
        by=money.officer, at=OVER,
    )  # fmt: skip
    return [
        (_hat(first.officer), [("draft_agreement", _one(first))]),
        (
            _hat(doubted.officer),
            [
                (name, _one(doubted))
                for name in ("agreement", "revise_agreement", "revise_schedule")
            ],
        ),
        (_hat(read.officer), [("grants_desk", ()), ("recall_agreement", _one(read))]),
        (_hat(read.carrier), [("agreement", _one(read)), ("answer_agreement", _one(read))]),
        (_hat(agreed.president), [("sign_agreement", _one(agreed))]),
        (
            _hat(living.officer),
            [(name, _one(living)) for name in ("agreement", "amend_agreement", "close_agreement")],
        ),
        (_hat(living.head), [("end_agreement", _one(living))]),
        (_hat(living.carrier), [("ask_payment", (*_one(living), _payment(living, "advance")))]),
        (
            _hat(money.officer),
            [
                ("agreement", _one(money)),
                ("grants_desk", ()),
                ("certify_payment", (*_one(money), _payment(money, "balance"))),
                ("enter_payment", (*_one(money), _payment(money, "advance"))),
                ("ask_repayment", _one(money)),
                ("settle_repayment", (*_one(money), back.public_id)),
                ("report", (*_one(money), money.report().public_id)),
                ("call_subsidies", (money.project.call.public_id,)),
            ],
        ),
        (_hat(money.carrier), [("report", (*_one(money), money.report().public_id))]),
    ]


def _payment(world: Any, kind: str) -> Any:
    return world.payment(kind).public_id


def _one(world: Any) -> tuple[Any, ...]:
    return (world.project.public_id,)


def _hat(who: Actor) -> Affiliation:
    return Affiliation.objects.get(pk=who.affiliation_id)
