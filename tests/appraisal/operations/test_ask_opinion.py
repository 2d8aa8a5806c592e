import pytest

from jalon.accounts.kinds import OrganisationKind
from jalon.appraisal.operations import answer_opinion
from jalon.appraisal.operations.ask_opinion import CannotBeAsked
from jalon.appraisal.states import NotFromThisState
from jalon.post.models import Mail
from tests.appraisal.situations import AT, admitted, asked, kinds_of
from tests.calls.situations import officer

pytestmark = pytest.mark.django_db


def test_a_body_is_asked_once_told_and_another_takes_over_who_does_not_answer():
    world = admitted()
    silent = asked(world, world.agency)
    assert Mail.objects.filter(kind="opinion_asked").count() == 1
    for wrong in (
        world.agency, world.filed.carrier, world.filed.partner,
        officer(kind=OrganisationKind.ASSOCIATION),
    ):  # fmt: skip
        with pytest.raises(CannotBeAsked):
            asked(world, wrong)

    other = officer(kind=OrganisationKind.REGION)
    instead = asked(world, other, replaces=silent)

    silent.refresh_from_db()
    assert (silent.state, instead.replaces_id) == ("replaced", silent.pk)
    assert kinds_of(world.project)[1:] == ["opinion.asked"] * 2
    answer_opinion(opinion=instead, verdict="favourable", body="", by=other, at=AT)
    with pytest.raises(NotFromThisState):
        asked(world, world.agency, replaces=instead)
