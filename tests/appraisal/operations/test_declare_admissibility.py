import pytest

from jalon.appraisal.operations import declare_admissibility
from jalon.appraisal.operations.declare_admissibility import ReasonIsMissing
from jalon.appraisal.turns import NotYetOrNoMore
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT, kinds_of, received
from tests.projects.situations import filed

pytestmark = pytest.mark.django_db


def test_a_refusal_says_why_may_be_taken_back_and_only_once_the_call_is_closed():
    world = received()
    said = {"project": world.project, "by": world.officer, "at": AT}

    with pytest.raises(ReasonIsMissing):
        declare_admissibility(is_admissible=False, reason=" ", **said)
    refused = declare_admissibility(is_admissible=False, reason="Hors sujet", **said)
    assert (refused.state, refused.admissibility_reason) == ("inadmissible", "Hors sujet")
    assert declare_admissibility(is_admissible=True, reason="", **said).state == "admissible"
    assert kinds_of(world.project) == ["admissibility.declared"] * 2
    with pytest.raises(Denied):
        declare_admissibility(
            project=world.project, is_admissible=True, reason="", by=world.filed.carrier, at=AT
        )
    early = filed()
    with pytest.raises(NotYetOrNoMore):
        declare_admissibility(
            project=early.now(), is_admissible=True, reason="", by=early.state, at=AT
        )
