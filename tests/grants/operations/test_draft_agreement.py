import datetime as dt

import pytest

from jalon.grants.operations import draft_agreement
from jalon.grants.operations.draft_agreement import ReferenceTaken
from jalon.kernel.errors import Denied
from jalon.projects.models import Project
from tests.appraisal.situations import AT, admitted
from tests.grants.situations import CENTS, kinds_of, selected

pytestmark = pytest.mark.django_db


def test_the_first_text_is_filled_with_what_was_filed_and_decided_to_the_cent():
    world = selected()
    said = {"project": world.project, "by": world.officer, "at": AT}
    with pytest.raises(Denied):
        draft_agreement(**{**said, "by": world.carrier}, reference="2027-012")
    undecided = admitted()
    with pytest.raises(Denied):
        draft_agreement(project=undecided.project, reference="1", by=undecided.officer, at=AT)

    agreement = draft_agreement(**said, reference=" 2027-012 ")

    assert draft_agreement(**said, reference="autre") == agreement
    assert (agreement.reference, agreement.state) == ("2027-012", "prepared")
    version = world.version
    assert "« Un projet inventé »" in version.articles[0]["text"]
    assert not any("{" in one["text"] for one in version.articles)
    # 30 % and 50 % cut to the cent, the balance takes the rest.
    cents = [one["cents"] for one in version.schedule]
    assert cents == [24_000_00, 40_000_00, 16_000_01]
    assert sum(cents) == CENTS
    assert (version.starts_on, version.ends_on) == (dt.date(2027, 4, 1), dt.date(2029, 3, 31))
    assert version.reports == ["2028-05-31", "2029-05-31"]
    assert kinds_of(world.project) == ["agreement.drafted"]


def test_a_number_names_one_agreement_of_a_body():
    world, other = selected(), selected()
    draft_agreement(project=world.project, reference="7", by=world.officer, at=AT)
    Project.objects.filter(pk=other.project.pk).update(call=world.project.call)

    with pytest.raises(ReferenceTaken):
        draft_agreement(project=other.project, reference="7", by=world.officer, at=AT)
