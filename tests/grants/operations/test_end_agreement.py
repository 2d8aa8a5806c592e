import pytest

from jalon.grants.operations import amend_agreement, end_agreement
from jalon.grants.operations.end_agreement import EndedWithoutWords
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT
from tests.grants.situations import in_force, kinds_of

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
