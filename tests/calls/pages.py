"""The pages of a call, each with what fills it: looked at by the tests of accessibility."""

from typing import Any

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation
from jalon.calls.following import code_of
from jalon.calls.operations import amend_call, answer_question, ask_question, publish_call
from tests.calls.situations import NOW, OPENS, follower, hat_of_the_state, published
from tests.factories import actor

Page = tuple[str, tuple[Any, ...]]


def pages_of_calls() -> list[tuple[Affiliation, list[Page]]]:
    """Who looks, and at what: somebody of the State, then a candidate."""
    hat, asker = hat_of_the_state(), hat_of_the_state(OrganisationKind.DEPARTEMENT)
    by = actor(hat)
    call = published(by)
    one = call.public_id
    question = ask_question(
        call=call, article="porteur", body="Une agence ?", by=actor(asker), at=OPENS
    )
    answer_question(
        question=question, article="porteur", wording="Une agence ?", body="Oui.", by=by, at=OPENS
    )
    amend_call(call=call, by=by, at=NOW)
    twice = published(by)
    amend_call(call=twice, by=by, at=NOW)
    publish_call(call=twice, change="Une précision.", by=by, at=NOW)
    code = code_of(follower(call, "suit@exemple.example").public_id)
    alone = (
        "call", "simulate_call", "follow_call", "call_questions", "write_call", "publish_call",
        "duplicate_call", "discard_call", "cancel_call",
    )  # fmt: skip
    pages: list[Page] = [
        ("calls", ()),
        ("draft_call", ()),
        *((name, (one,)) for name in alone),
        ("answer_question", (one, question.public_id)),
        ("call_changes", (twice.public_id,)),
        ("write_part", (one, "grid")),
        ("write_part", (one, "reading")),
        ("write_article", (one, "porteur")),
        ("write_criterion", (one, "porteur")),
        ("add_condition", (one, "porteur", "rate")),
        ("confirm_following", (code,)),
        ("stop_following", (code,)),
    ]
    return [(hat, pages), (asker, [("ask_question", (one,))])]
