"""The pages of arbitration, without JavaScript, and who they are closed to."""

import html
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jalon.accounts.acting import acting
from jalon.accounts.models import Affiliation
from jalon.appraisal.models import Choice, Decision, Review, Scenario
from jalon.appraisal.operations import declare_admissibility, reopen_review
from jalon.projects.models import Project
from tests.appraisal.situations import AT, World, admitted, arbitrable, begun_scenario, given
from tests.projects.situations import filed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _after_the_closing():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def as_(sign_in):
    return lambda who: sign_in(Affiliation.objects.get(pk=who.affiliation_id))


def text(answer):
    found = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return " ".join(found.replace("\u202f", " ").replace("\u00a0", " ").split())


def typed(answer):
    """The fields of its last form, as they are shown."""
    source = answer.content.decode()
    found = dict(re.findall(r'<input type="hidden" name="(revision)" value="(\d+)"', source))
    for name, inside in re.findall(r'<select name="([^"]+)"(.*?)</select>', source, re.S):
        found[name] = re.search(r'value="(\w+)" selected', inside)[1]
    for name in re.findall(r'name="(amount-[^"]+)"', source):
        found[name] = "80000"
    return found


def seen(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as statements:
        answer = browser.get(address)
    return answer.content.decode().count("data-list-item"), len(statements)


def test_drafted_filled_typed_compared_and_taken_over_without_javascript(as_):
    world = arbitrable()
    project, call = world.project, world.project.call.public_id
    officer, head = as_(world.officer), as_(world.head)
    start = reverse("draft_scenario", args=[call])
    constraints = {
        "name": "Équilibre", "envelope": "90000", "territories_least": "1", "mark_least": "40",
    }  # fmt: skip
    wrong = {**constraints, "territories_least": "4", "territories_most": "2"}
    assert "en dessous de au moins" in text(officer.post(start, wrong))
    page = officer.post(start, constraints).url
    assert officer.post(start, constraints).status_code == 422  # the name is taken
    assert "il en manque 1" in text(officer.get(page))

    officer.post(page + "/proposer")
    assert "respectée" in text(officer.get(page))
    kept = Choice.objects.get()
    assert (kept.outcome, kept.project_id) == ("selected", project.pk)

    # Live: what is typed is counted, and nothing is kept.
    fields = typed(officer.get(page))
    over = {**fields, f"amount-{project.public_id}": "100 000"}
    shown = officer.post(page, over, headers={"HX-Request": "true"})
    assert "dépasse de 10 000 €" in text(shown)
    assert Choice.objects.get().amount_cents == kept.amount_cents
    assert officer.post(page, over).url == page
    assert Choice.objects.get().amount_cents == 100_000_00
    assert officer.post(page, fields).status_code == 422  # somebody wrote meanwhile

    # A copy, whose constraints change, beside the first.
    scenario = Scenario.objects.get()
    copied = officer.post(f"{start}?sur={scenario.public_id}", {**constraints, "name": "Deux"}).url
    revise = copied + "/contraintes"
    wider = {**constraints, "name": "Deux", "envelope": "200000", "revision": "1"}
    assert officer.post(revise, wider).url == copied
    both = "&".join(f"avec={one.public_id}" for one in Scenario.objects.order_by("pk"))
    compared = text(officer.get(f"{reverse('compare_scenarios', args=[call])}?{both}"))
    assert "non respectée Enveloppe" in compared
    assert "Aucun projet ne change" in compared
    assert "Choisissez deux scénarios" in text(
        officer.get(reverse("compare_scenarios", args=[call]))
    )

    # Decided by who is responsible, with a reason for each.
    take = copied + "/decisions"
    assert officer.get(take).status_code == 403
    assert "Motif commun" in text(head.get(take))
    revision = typed(head.get(take))
    assert head.post(take, {**revision, "selected": ""}).status_code == 422
    assert head.post(take, {**revision, "selected": "Solide"}).url == reverse(
        "appraisal_table", args=[call]
    )
    assert Decision.objects.get().amount_cents == 100_000_00
    assert "repris en décisions" in text(officer.get(reverse("scenarios", args=[call])))

    # What is of no use is deleted; what became decisions stays.
    assert "ne se supprime plus" in text(officer.get(copied + "/supprimer"))
    assert officer.post(page + "/supprimer", {"revision": "1"}).status_code == 422
    revision = typed(officer.get(page + "/supprimer"))
    assert officer.post(page + "/supprimer", revision).url == reverse("scenarios", args=[call])
    assert Scenario.objects.get().name == "Deux"


def test_scenarios_ask_as_much_of_the_database_with_1_and_3(as_):
    world = admitted()
    first = begun_scenario(world)
    officer, call = as_(world.officer), world.project.call
    listed = reverse("scenarios", args=[call.public_id])
    one = reverse("scenario", args=[first.public_id])
    of_scenarios, of_projects = seen(officer, listed), seen(officer, one)
    assert (of_scenarios[0], of_projects[0]) == (1, 1)
    for number in (2, 3):
        begun_scenario(world, name=f"Scénario {number}")
        other = filed()
        Project.objects.filter(pk=other.project.pk).update(call=call)
    assert seen(officer, listed) == (3, of_scenarios[1])
    assert seen(officer, one) == (3, of_projects[1])


def test_sensitivity_asks_as_much_of_the_database_with_1_and_3(as_):
    world = arbitrable()
    officer, call = as_(world.officer), world.project.call
    page = reverse("sensitivity", args=[call.public_id])
    assert "Garde sa place" in text(officer.get(f"{page}?variation=50"))
    first = seen(officer, page)
    assert first[0] == 1
    for part in (5, 9):
        other = filed()
        Project.objects.filter(pk=other.project.pk).update(call=call)
        more = World(other, world.officer, world.head, world.readers, world.agency)
        declare_admissibility(
            project=more.project, is_admissible=True, reason="", by=world.officer, at=AT
        )
        given(more, world.readers[0], part=part)
        given(more, world.readers[1], part=part)
    assert seen(officer, page) == (3, first[1])


def test_no_candidate_no_reader_and_nobody_who_still_reads_opens_a_scenario(as_):
    world = arbitrable()
    scenario = begun_scenario(world)
    Choice.objects.create(
        scenario=scenario, project=world.project, outcome="selected", amount_cents=1
    )
    call = world.project.call.public_id
    addresses = [
        *(reverse(name, args=[call]) for name in (
            "scenarios", "draft_scenario", "compare_scenarios", "sensitivity", "sensitivity",
        )),
        *(reverse(name, args=[scenario.public_id]) for name in (
            "scenario", "revise_scenario", "discard_scenario", "take_over_scenario",
        )),
    ]  # fmt: skip
    outside = (
        world.filed.carrier, world.filed.rival, world.readers[0], world.agency,
    )  # fmt: skip
    for who in outside:
        browser = as_(who)
        for address in addresses:
            assert browser.get(address).status_code == 404, address
        with acting(who, at=AT):
            assert not Scenario.objects.exists()
            assert not Choice.objects.exists()
    with acting(world.officer, at=AT):
        assert Choice.objects.count() == 1

    # The officer has a reading to give, under another hat: no ranking, by rule and by database.
    reading = Review.objects.get(reviewer_id=world.readers[0].affiliation_id)
    reopen_review(review=reading, reason="Une ligne mal lue", by=world.officer, at=AT)
    Affiliation.objects.filter(pk=reading.reviewer_id).update(user_id=world.officer.user_id)
    officer = as_(world.officer)
    assert {officer.get(one).status_code for one in addresses} <= {403, 404}
    with acting(world.officer, at=AT):
        assert not Scenario.objects.exists()
        assert not Choice.objects.exists()
