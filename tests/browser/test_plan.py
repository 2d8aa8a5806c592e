"""The plan in a browser: goals carried by hand, and both screens alive, hers on a telephone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from jalon.plans.models import Goal
from tests.plans.situations import World, lively
from tests.space.situations import account_of, camille

pytestmark = pytest.mark.browser


def test_carried_by_hand_and_alive_while_the_person_answers(page_as: Callable[..., Page]) -> None:
    dossier = camille()
    user = account_of(dossier.person)
    lively(dossier)
    World(dossier).goal("Reprendre le sport")
    page = page_as(dossier.referent.affiliation)
    page.goto(f"/dossiers/{dossier.public_id}/plan")
    headers = page.locator(".j-plan-goal > header")

    headers.nth(2).hover()
    page.mouse.down()
    headers.nth(1).hover()
    page.mouse.move(300, headers.nth(1).bounding_box()["y"] + 2, steps=4)
    page.mouse.up()

    expect(headers.nth(1)).to_contain_text("Reprendre le sport")
    expect(page.get_by_text("L’ordre est changé.")).to_be_visible()
    assert [goal.title for goal in Goal.objects.order_by("rank")][1] == "Reprendre le sport"

    person = page_as(user, width=375)
    person.goto("/mon-espace/chemin")
    expect(person.locator("[data-live]")).to_have_text("Cette page se met à jour toute seule.")
    goal = page.locator(f"#etape-{Goal.objects.order_by('rank')[1].public_id}")
    goal.locator("summary").click()
    goal.get_by_label("Étape").fill("Appeler le club")
    goal.get_by_role("button").click()
    person.get_by_role("button", name="Je suis d’accord : Appeler le club").click()
    expect(person.get_by_text("C’est accepté.")).to_be_visible()
    expect(page.locator("li", has_text="Appeler le club").last).to_contain_text("accepté")
