import datetime as dt

import pytest

from jalon.appraisal.operations import ask_correction
from jalon.appraisal.operations.ask_correction import AlreadyAsked, NothingWanted
from jalon.kernel.errors import Denied
from jalon.projects.models import Paper
from jalon.projects.operations import file_project, join_paper, write_line, write_text
from jalon.projects.states import NotFromThisState
from tests.appraisal.situations import AT, received
from tests.projects.situations import SPENT, kinds_of

pytestmark = pytest.mark.django_db
UNTIL = AT + dt.timedelta(days=7)


def test_these_parts_alone_are_written_in_time_and_filed_beside_what_was():
    world = received()
    project, carrier = world.project, world.filed.carrier
    ask = {"project": project, "until": UNTIL, "by": world.officer, "at": AT}

    for wrong in ({"wanted": {}}, {"wanted": {"pieces": "x"}, "until": AT}):
        with pytest.raises(NothingWanted):
            ask_correction(**{**ask, **wrong})
    correction = ask_correction(
        wanted={"pieces": "Le relevé de cette année", "text-resume": "Plus court"}, **ask
    )
    with pytest.raises(AlreadyAsked):
        ask_correction(wanted={"cadre": "Les dates"}, **ask)
    assert kinds_of(project)[-1] == "correction.asked"

    write_text(project=project, code="resume", body="Court", seen=1, by=carrier, at=AT)
    join_paper(project=project, document="rib", name="b.pdf", content=b"%PDF-2", by=carrier, at=AT)
    assert Paper.objects.filter(project=project, document="rib").count() == 2
    for refused in (
        lambda: write_text(project=project, code="pertinence", body="?", seen=1, by=carrier, at=AT),
        lambda: write_line(project=project, values={**SPENT, "amount_cents": 1}, by=carrier, at=AT),
        lambda: write_text(project=project, code="resume", body="?", seen=2, by=carrier, at=UNTIL),
    ):
        with pytest.raises(NotFromThisState):
            refused()

    filing = file_project(project=project, by=carrier, at=AT)
    first = project.filings.get(number=1)
    assert (filing.number, filing.content["texts"]["resume"]) == (2, "Court")
    assert first.content["texts"]["resume"] == "Texte resume"
    assert {key for key in filing.content if filing.content[key] != first.content[key]} == {
        "texts", "papers",
    }  # fmt: skip
    correction.refresh_from_db()
    assert correction.filing_id == filing.pk
    assert file_project(project=project, by=carrier, at=AT) == filing  # once
    with pytest.raises(Denied):
        ask_correction(**{**ask, "wanted": {"cadre": "?"}, "by": world.readers[0]})
