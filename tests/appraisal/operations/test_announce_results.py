from io import BytesIO

import pikepdf
import pytest

from jalon.appraisal.models import ResultLetter
from jalon.appraisal.operations import announce_results, decide_project, declare_admissibility
from jalon.appraisal.operations.announce_results import NotAllDecided
from jalon.appraisal.paper import drawn
from jalon.appraisal.states import NotFromThisState
from jalon.kernel.errors import Denied
from jalon.post.models import Mail
from tests.appraisal.situations import AT, admitted, asked, entrusted

pytestmark = pytest.mark.django_db


def test_all_is_known_at_once_told_by_mail_and_nothing_moves_after():
    world = admitted()
    review, opinion = entrusted(world, world.readers[0]), asked(world, world.agency)
    call = world.project.call
    with pytest.raises(NotAllDecided):
        announce_results(call=call, by=world.head, at=AT)
    decision = decide_project(
        project=world.project, outcome="not_selected", amount_cents=None, reason="Trop court",
        by=world.head, at=AT,
    )  # fmt: skip
    with pytest.raises(Denied):
        announce_results(call=call, by=world.officer, at=AT)

    announced = announce_results(call=call, by=world.head, at=AT)

    assert announce_results(call=call, by=world.head, at=AT) == announced
    for one in (decision, review, opinion):
        one.refresh_from_db()
    assert decision.announcement_id == announced.pk
    assert (review.state, opinion.state) == ("replaced", "replaced")
    assert Mail.objects.filter(kind="results_announced").count() == 1
    with pytest.raises(NotFromThisState):
        declare_admissibility(
            project=world.project, is_admissible=False, reason="?", by=world.officer, at=AT
        )


def test_each_carrier_finds_its_letter_and_everybody_reads_who_is_selected():
    world = admitted()
    said = {"project": world.project, "by": world.head, "at": AT}
    decide_project(outcome="selected", amount_cents=80_000_00, reason="Solide", **said)
    assert not ResultLetter.objects.exists()

    announcement = announce_results(call=world.project.call, by=world.head, at=AT)

    letter = ResultLetter.objects.get(project=world.project)
    assert (letter.content["outcome"], letter.content["reason"]) == ("selected", "Solide")
    assert letter.content["signed_by"] == world.head.name
    assert not {"marks", "total", "rank"} & set(letter.content)
    [laureate] = announcement.laureates.all()
    assert (laureate.title, laureate.amount_cents) == ("Un projet inventé", 80_000_00)
    with pikepdf.open(BytesIO(drawn(letter))) as document:
        assert document.Root.MarkInfo.Marked
        assert "Votre projet est retenu" in str(document.docinfo["/Title"])
        assert str(document.Root.Lang) == "fr"
