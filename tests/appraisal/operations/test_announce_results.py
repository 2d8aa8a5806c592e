from importlib import import_module
from io import BytesIO

import pikepdf
import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jalon.appraisal.arbitration.choices import Chosen, keep_choices
from jalon.appraisal.models import ResultLetter
from jalon.appraisal.operations import (
    announce_results,
    decide_project,
    declare_admissibility,
    take_over_scenario,
)
from jalon.appraisal.operations.announce_results import NotAllDecided
from jalon.appraisal.paper import drawn
from jalon.appraisal.states import NotFromThisState
from jalon.kernel.errors import Denied
from jalon.post.models import Mail
from jalon.projects.models import Project
from jalon.projects.operations import withdraw_project
from tests.appraisal.situations import AT, admitted, asked, begun_scenario, entrusted
from tests.projects.situations import filed

pytestmark = pytest.mark.django_db
CALL = "calls_call"


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


def test_what_was_withdrawn_is_not_announced_and_all_that_decides_locks_the_call_first():
    world, other = admitted(), filed()
    call = world.project.call
    Project.objects.filter(pk=other.project.pk).update(call=call)
    withdrawn = Project.objects.get(pk=other.project.pk)
    said = {"by": world.head, "at": AT}
    declare_admissibility(project=withdrawn, is_admissible=True, reason="", by=world.officer, at=AT)
    chosen = {"outcome": "selected", "amount_cents": 80_000_00, "reason": "Solide"}
    for one in (world.project, withdrawn):
        assert locked(lambda p=one: decide_project(project=p, **chosen, **said)) == CALL
    scenario, kept = begun_scenario(world), Chosen("reserve", None, "Crédits")
    keep_choices(scenario, {world.project.pk: kept, withdrawn.pk: kept})
    over = {"scenario": scenario, "shared": {}, "seen": 1, **said}
    assert locked(lambda: take_over_scenario(**over)) == CALL
    withdraw_project(project=withdrawn, reason="Autre voie", by=other.carrier, at=AT)

    announcement = announce_results(call=call, **said)

    assert [one.project_id for one in announcement.decisions.all()] == [world.project.pk]
    assert [one.project_id for one in announcement.letters.all()] == [world.project.pk]


def locked(act):
    """The table of the first row that an act locks."""
    with CaptureQueriesContext(connection) as asked_of_it:
        act()
    first = next(one["sql"] for one in asked_of_it if "FOR UPDATE" in one["sql"])
    return first.rpartition('FOR UPDATE OF "')[2].rstrip('"')


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
    said = announcement.laureates.values("title", "carrier", "places", "amount_cents")
    [listed] = said
    announcement.laureates.all().delete()  # announced before they were listed
    migration = import_module("jalon.appraisal.migrations.0004_laureates_of_before")
    for _twice in range(2):
        migration.list_laureates(apps, None)
    assert list(said.all()) == [listed]
    assert (listed["title"], listed["amount_cents"]) == ("Un projet inventé", 80_000_00)
    with pikepdf.open(BytesIO(drawn(letter))) as document:
        assert document.Root.MarkInfo.Marked
        assert "Votre projet est retenu" in str(document.docinfo["/Title"])
        assert str(document.Root.Lang) == "fr"
