import pytest

from jalon.appraisal.operations import decide_project, declare_admissibility
from jalon.appraisal.operations.decide_project import CannotBeDecided
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT, admitted, kinds_of

pytestmark = pytest.mark.django_db


def test_a_decision_has_its_reason_and_its_amount_and_the_next_one_is_kept_beside():
    world = admitted()
    said = {"project": world.project, "by": world.head, "at": AT}
    wrong = (
        ("selected", None, "Solide"), ("selected", 500_000_01, "Solide"), ("reserve", None, " "),
    )  # fmt: skip
    for outcome, cents, reason in wrong:
        with pytest.raises(CannotBeDecided):
            decide_project(outcome=outcome, amount_cents=cents, reason=reason, **said)
    chosen = {"outcome": "selected", "amount_cents": 500_000_00, "reason": "Solide"}
    with pytest.raises(Denied):
        decide_project(**{**said, **chosen, "by": world.officer})

    decide_project(**said, **chosen)
    last = decide_project(outcome="reserve", amount_cents=5, reason="Enveloppe", **said)

    assert (last.amount_cents, world.project.decisions.count()) == (None, 2)
    assert world.project.decisions.get(replaced_at=None) == last
    assert kinds_of(world.project)[-2:] == ["project.decided"] * 2
    declare_admissibility(
        project=world.project, is_admissible=False, reason="Retiré", by=world.officer, at=AT
    )
    with pytest.raises(CannotBeDecided):
        decide_project(**said, **chosen)
