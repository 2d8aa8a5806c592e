"""A project written by three bodies at once, each in a browser of its own, until it is filed."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, Organisation
from jalon.projects.models import Project
from jalon.projects.operations import invite_project_member, write_part
from tests.calls.situations import officer, published
from tests.projects.situations import World, body_of, coordinated

pytestmark = pytest.mark.browser
TITLE = "Ensemble pour l’emploi"


def _invite(page: Page, who: Actor) -> None:
    page.get_by_role("link", name="Inviter un membre").first.click()
    siret = Organisation.objects.get(pk=who.organisation_id).siret
    page.get_by_label("SIRET").first.fill(siret)
    page.get_by_role("button", name="Ajouter au groupement").click()
    expect(page.locator("#membres")).to_contain_text("invité, sans réponse")


def _accept(page: Page) -> None:
    page.goto("/projets")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Répondre à l’invitation").click()
    page.get_by_label("nous prenons part à ce projet").check()
    page.get_by_role("button", name="Répondre").click()
    expect(page.locator("[data-live]")).to_have_text("En direct")


def _write_part(page: Page, role: str) -> None:
    page.get_by_role("link", name="Écrire notre partie").click()
    page.get_by_label("Rôle dans le projet").fill(role)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#notre-part")).to_contain_text(role)


def test_three_members_write_one_project_and_see_each_other_write(
    page_as: Callable[..., Page],
) -> None:
    now = timezone.now()
    state = officer()
    carrier, partner, third = (
        officer(kind=kind)
        for kind in (
            OrganisationKind.DEPARTEMENT,
            OrganisationKind.FRANCE_TRAVAIL,
            OrganisationKind.MISSION_LOCALE,
        )
    )
    call = published(
        state,
        opens_at=now - dt.timedelta(hours=1),
        questions_until=now + dt.timedelta(days=50),
        closes_at=now + dt.timedelta(days=60),
    )
    ours, theirs, hers = (
        page_as(Affiliation.objects.get(pk=who.affiliation_id)) for who in (carrier, partner, third)
    )

    ours.goto(f"/appels/{call.public_id}/repondre")
    ours.get_by_label("Titre du projet").fill(TITLE)
    ours.get_by_role("button", name="Commencer le brouillon").click()
    _invite(ours, partner)
    project = Project.objects.select_related("call", "carrier").get()
    invite_project_member(project=project, body=body_of(third), by=carrier, at=now)
    for page in (theirs, hers):
        _accept(page)
    _write_part(theirs, "Recevoir chacun sous huit jours")
    for page in (hers, ours):  # neither has loaded its page again
        expect(page.locator("#membres")).to_contain_text("Recevoir chacun sous huit jours")
    _write_part(hers, "Garantir une place aux jeunes")
    expect(theirs.locator("#membres")).to_contain_text("Garantir une place aux jeunes")

    world = World(state, carrier, partner, third, call, project)
    part = {"role": "Coordonner"}
    write_part(member=world.member(carrier), changes=part, seen=1, by=carrier, at=timezone.now())
    coordinated(world, timezone.now())
    expect(theirs.locator("#text-resume")).to_contain_text("Texte resume")
    ours.get_by_role("link", name="Vérifier et déposer").click()
    ours.get_by_role("button", name="Déposer le projet").click()

    expect(ours.get_by_role("heading", name="Accusé de réception")).to_be_visible()
    for page in (theirs, hers):
        expect(page.locator(".j-project__count")).to_contain_text("Ce projet est déposé.")
