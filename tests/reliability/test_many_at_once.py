"""Six people write the same goal, the same step, the same theme at once: nothing is lost (R6).

By the pages, as they are used: who comes second is shown what stands and what they typed, and
sends again knowing it.
"""

import re

import pytest

from jalon.dossiers.models import Barrier
from jalon.journal.models import Entry
from jalon.plans.models import Goal
from jalon.plans.views import screen
from tests.dossiers.reading_html import fields
from tests.factories import AffiliationFactory, MembershipFactory
from tests.plans.situations import World, in_days

pytestmark = pytest.mark.django_db(transaction=True)
HTMX = {"HX-Request": "true"}
ANSWERS = ("yes strong", "yes medium", "no none", "yes strong", "resolved none", "yes medium")


@pytest.fixture
def six(sign_in):
    """The plan of one person, and six browsers of the professionals around her."""
    world = World()
    department = world.dossier.referent.organisation
    hats = [AffiliationFactory(organisation=department) for _ in range(5)]
    for hat in hats:
        MembershipFactory(dossier=world.dossier, affiliation=hat)
    hats.append(world.dossier.referent.affiliation)
    return world, [sign_in(hat) for hat in hats]


def adds(browser, address, row, mark, **typed):
    """Add one's mark to the title that one read; refused, to the one that the page then shows."""

    def write():
        title, seen, shown = row.title, row.revision, []
        for _ in range(12):
            mine = f"{title} {mark}"
            answer = browser.post(address, typed | {"seen": seen, "title": mine})
            if answer.status_code == 302:
                return shown
            assert answer.status_code == 409
            assert mine in answer.text, "what was typed is still there"
            title = re.search(r"« (Ensemble[^»]*) », proposé", answer.text)[1]
            seen = _seen(answer.text, mine)
            shown.append(title)
        raise AssertionError("nobody lets this one write")

    return write


def _seen(html, mine):
    """The revision that the form holding what was typed answers."""
    form = next(one for one in html.split("<form") if f'value="{mine}"' in one)
    return int(re.search(r'name="seen" value="(\d+)"', form)[1])


def test_nobodys_words_are_lost_in_a_goal_nor_in_a_step(six, at_once):
    world, browsers = six
    goal = world.goal("Ensemble")
    step = world.step(goal, title="Ensemble")
    plan = f"/dossiers/{world.dossier.public_id}/plan"
    more = {"who": "person", "due_on": in_days(5).isoformat()}

    for row, typed in ((goal, {}), (step, more)):
        address = f"{plan}/{row.public_id}/reformuler"
        marks = [f"n{number}" for number in range(6)]
        wrote = at_once(
            *(
                adds(one, address, row, mark, **typed)
                for one, mark in zip(browsers, marks, strict=True)
            )
        )

        row.refresh_from_db()
        assert not [one for one in wrote if isinstance(one, BaseException)], wrote
        assert sorted(row.title.split()) == ["Ensemble", *marks]
        assert row.revision == 7
        assert sum(map(len, wrote)) >= 1, "somebody came second"
        kind = "goal.reworded" if isinstance(row, Goal) else "step.reworded"
        assert Entry.objects.filter(kind=kind).count() == 6


def test_what_is_written_while_the_refusal_is_drawn_is_not_overwritten(six, monkeypatch):
    world, (first, second, third, *_) = six
    goal = world.goal("Ensemble")
    address = f"/dossiers/{world.dossier.public_id}/plan/{goal.public_id}/reformuler"
    read = screen.read_plan_page

    def read_after_the_third(request, public_id):
        monkeypatch.undo()
        assert third.post(address, {"seen": 2, "title": "Ensemble n1 n3"}).status_code == 302
        return read(request, public_id)

    assert first.post(address, {"seen": 1, "title": "Ensemble n1"}).status_code == 302
    monkeypatch.setattr(screen, "read_plan_page", read_after_the_third)
    refused = second.post(address, {"seen": 1, "title": "Ensemble n2"})

    assert refused.status_code == 409
    assert "« Ensemble n1 », proposé" in refused.text
    again = {"seen": _seen(refused.text, "Ensemble n2"), "title": "Ensemble n1 n2"}
    assert second.post(address, again).status_code == 409
    goal.refresh_from_db()
    assert goal.title == "Ensemble n1 n3"


def test_nobodys_answer_is_lost_in_a_theme(six, at_once):
    world, browsers = six
    address = f"/dossiers/{world.dossier.public_id}/freins/mobilite"

    def says(browser, answer):
        def write():
            before, conflicts = "not_addressed none", 0
            for _ in range(12):
                typed = {"before_mobilite": before, "mobilite": answer}
                page = browser.post(address, typed, headers=HTMX)
                if page.status_code == 200:
                    return conflicts
                assert page.status_code == 422
                before, conflicts = fields(page)["before_mobilite"], conflicts + 1
            raise AssertionError("nobody lets this one write")

        return write

    wrote = at_once(*map(says, browsers, ANSWERS))

    assert not [one for one in wrote if isinstance(one, BaseException)], wrote
    facts = Entry.objects.filter(kind="barrier.assessed").order_by("position")
    told = [one.payload for one in facts]
    before = [("not_addressed", "none"), *((one["status"], one["impact"]) for one in told)]
    assert [(one["previous_status"], one["previous_impact"]) for one in told] == before[:-1]
    barrier = Barrier.objects.get(theme="mobilite")
    assert (barrier.status, barrier.impact) == before[-1]
    assert {f"{status} {impact}" for status, impact in before[1:]} == set(ANSWERS)
