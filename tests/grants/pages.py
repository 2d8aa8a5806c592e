"""The pages of agreements, each with what fills it: looked at by the tests of accessibility."""

from typing import Any

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.grants.operations import ask_agreement_changes
from tests.appraisal.situations import AT
from tests.grants.situations import accepted, in_force, selected, sent

Page = tuple[str, tuple[Any, ...]]


def pages_of_grants() -> list[tuple[Affiliation, list[Page]]]:
    """The State and the carrier, at each step of an agreement."""
    first, read, asked, agreed, living = selected(), sent(), sent(), accepted(), in_force()
    ask_agreement_changes(
        agreement=asked.agreement, wanted={"duree": "36 mois"}, by=asked.carrier, at=AT
    )
    return [
        (_hat(first.officer), [("draft_agreement", _one(first))]),
        (
            _hat(asked.officer),
            [(name, _one(asked)) for name in ("agreement", "revise_agreement", "revise_schedule")],
        ),
        (_hat(read.officer), [("grants_desk", ()), ("recall_agreement", _one(read))]),
        (_hat(read.carrier), [("agreement", _one(read)), ("answer_agreement", _one(read))]),
        (_hat(agreed.president), [("sign_agreement", _one(agreed))]),
        (
            _hat(living.officer),
            [(name, _one(living)) for name in ("agreement", "amend_agreement", "close_agreement")],
        ),
        (_hat(living.head), [("end_agreement", _one(living))]),
    ]


def _one(world: Any) -> tuple[Any, ...]:
    return (world.project.public_id,)


def _hat(who: Actor) -> Affiliation:
    return Affiliation.objects.get(pk=who.affiliation_id)
