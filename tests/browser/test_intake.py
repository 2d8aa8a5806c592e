"""A list of people in a real browser: sent, corrected, imported by a real worker, taken back."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.intake.models import ListPolicy
from jalon.people.models import Person
from tests.browser.sites import environment_of_this_test
from tests.factories import AffiliationFactory, actor
from tests.intake.situations import KARIM, ZOE, applied, file_of

pytestmark = pytest.mark.browser
WORK = 60_000  # milliseconds: a process starts, on a machine that may be busy
LONG = {"Nom": "von Hohenzollern-Sigmaringen-Rajaonarimampianina", "Prénom": "Anne-Sophie"}


@pytest.fixture
def manager(live_site: object) -> Affiliation:
    ListPolicy.objects.get_or_create(
        in_force_from=date(2026, 1, 1), defaults={"keep_days": 30, "undo_hours": 24, "source": "x"}
    )
    return AffiliationFactory(role=AffiliationRole.MANAGER)


@pytest.fixture
def keeper(live_site: object) -> Iterator[None]:
    """The process that starts the workers, as beside the pages of a deployment."""
    command = [sys.executable, "-m", "django", "keep"]
    process = subprocess.Popen(command, env=environment_of_this_test())
    yield
    process.terminate()
    process.wait(20)


def keep(page: Page, name: str) -> None:
    """A picture to look at, when a folder is given."""
    if folder := os.environ.get("JALON_PICTURES"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(folder) / f"intake-{name}-{width}.png", full_page=True)


def choose(page: Page) -> None:
    wrong = {**KARIM, **LONG, "Date de naissance": "31/02/1990", "Code postal": "57"}
    page.goto(reverse("intake"))
    page.get_by_label("Fichier de la liste").set_input_files(
        {"name": "liste 57.csv", "mimeType": "text/csv", "buffer": file_of(ZOE, wrong).read()}
    )
    page.get_by_role("button", name="Envoyer et relire").click()


def test_a_list_is_sent_corrected_imported_and_taken_back(
    page_as: Callable[..., Page],
    faults: Callable[[Page], list[str]],
    manager: Affiliation,
    keeper: None,
) -> None:
    page = page_as(manager, width=375)

    def seen(name: str) -> None:
        keep(page, name)
        assert faults(page) == []

    choose(page)
    expect(page.get_by_label("Date de naissance")).to_have_value("birth_date")
    seen("1-columns")
    page.get_by_role("button", name="Vérifier les lignes").click()
    expect(page.get_by_role("heading", name="Rien n’est encore importé")).to_be_visible(
        timeout=WORK
    )
    seen("2-preview")
    page.get_by_role("link", name=re.compile("Corriger la ligne 3")).click()
    seen("3-correct")
    page.get_by_label("Date de naissance").fill("28/02/1990")
    page.get_by_label("Code postal").fill("57000")
    page.get_by_role("button", name="Enregistrer et vérifier").click()
    expect(page.get_by_role("button", name="Importer maintenant")).to_be_visible(timeout=WORK)
    page.get_by_role("button", name="Importer maintenant").click()
    expect(page.get_by_role("heading", name="La liste est importée")).to_be_visible(timeout=WORK)
    seen("4-done")
    assert Person.objects.count() == 2
    page.get_by_role("link", name="Annuler cet import").click()
    seen("5-undo")
    page.get_by_role("button", name="Annuler l’import").click()
    expect(page.get_by_role("heading", name="L’import est annulé")).to_be_visible(timeout=WORK)
    seen("6-undone")
    assert Person.objects.count() == 0
    page.goto(reverse("intake"))
    seen("7-lists")


def test_the_journey_works_without_javascript(
    page_as: Callable[..., Page], manager: Affiliation, keeper: None
) -> None:
    page = page_as(manager, javascript=False)

    choose(page)
    page.get_by_role("button", name="Vérifier les lignes").click()
    expect(page.get_by_role("button", name="Importer maintenant")).to_be_visible(timeout=WORK)


def test_proposals_are_chosen_and_accepted(
    page_as: Callable[..., Page], faults: Callable[[Page], list[str]], manager: Affiliation
) -> None:
    referent = AffiliationFactory(organisation=manager.organisation)
    line = {**ZOE, "Accompagnateurs": referent.user.email}
    applied(line, by=actor(manager))
    applied({**line, "Niveau de formation": "Bac", "Adresse": "1 quai Neuf"}, by=actor(manager))
    page = page_as(referent, width=375)

    page.goto(reverse("proposal_list"))
    keep(page, "8-proposals")
    assert faults(page) == []
    for box in page.get_by_role("checkbox").all():
        box.check(force=True)
    page.get_by_role("button", name="Accepter la sélection").click()
    expect(page.get_by_text("2 valeurs acceptées.")).to_be_visible()
