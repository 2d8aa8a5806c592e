"""The page of a dossier, in real browsers: seen, written in, by two people at once."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Barrier, Dossier, Membership, Note
from jalon.dossiers.operations import assess_barrier, revise_block, write_note
from jalon.dossiers.queries.page_statement import TIMELINE_ITEMS
from jalon.journal.models import Entry, Reading
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    actor,
    make_dossier,
)

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
LONG_NAME = "von Hohenzollern-Sigmaringen-Rajaonarimampianina de La Rochefoucauld"


def shared_dossier(name: str = "Traoré") -> tuple[Dossier, Affiliation, Affiliation]:
    """A dossier, its référente, and a colleague of another organisation in its team."""
    weber = AffiliationFactory(
        user__last_name="Weber", organisation=OrganisationFactory(name="Maison des solidarités"),
        job_title="assistante sociale", phone="+33639980111",
    )  # fmt: skip
    diallo = AffiliationFactory(
        user__last_name="Diallo", user__civility="M.",
        organisation=OrganisationFactory(name="Association Est", kind="association"),
    )  # fmt: skip
    with transaction.atomic():
        person = PersonFactory(first_names="Fatoumata", birth_name=name, birth_month=3)
        dossier = make_dossier(person=person, referent=weber)
        MembershipFactory(dossier=dossier, affiliation=diallo)
    return dossier, weber, diallo


def lively_dossier(name: str = "Traoré") -> tuple[Dossier, Affiliation, Affiliation]:
    """With difficulties, a hundred notes, rights that end, and changes since the last visit."""
    dossier, weber, diallo = shared_dossier(name)
    me, them, now = actor(weber), actor(diallo), timezone.now()
    revise(dossier, "contact", me, phones="+33639980145", emails="f.traore@courriel.example",
           language="bm", needs_interpreter=True, city="Metz", postal_code="57000")  # fmt: skip
    caf = AffiliationFactory(organisation=OrganisationFactory(name="CAF d'ici", kind="caf"))
    payer = actor(MembershipFactory(dossier=dossier, affiliation=caf).affiliation)
    revise(dossier, "rights", payer, rsa="payable", has_rqth=True,
           rqth_until=me.today + dt.timedelta(days=40))  # fmt: skip
    for number in range(100):
        write_note(
            dossier=dossier, kind="call", body=f"Appel numéro {number}, rien de nouveau.",
            is_private=number == 3, happened_on=me.today, by=me,
            at=now - dt.timedelta(hours=200 - number),
        )  # fmt: skip
    Reading.objects.create(
        stream=dossier.stream, affiliation=weber, organisation=weber.organisation,
        channel="page", position=102, at=now - dt.timedelta(hours=60),
    )  # fmt: skip
    assess(dossier, them, "mobilite", "yes", "strong")
    assess(dossier, them, "numerique", "no", "none")
    return dossier, weber, diallo


def revise(dossier: Dossier, block: str, by: Any, **after: Any) -> None:
    row = dossier.person.contact if block == "contact" else getattr(dossier, block)
    row.refresh_from_db()
    before = {name: getattr(row, name) for name in after}
    revise_block(dossier=dossier, block=block, before=before, after=after, by=by, at=timezone.now())


def assess(dossier: Dossier, by: Any, theme: str, status: str, impact: str) -> None:
    assess_barrier(
        dossier=dossier, theme=theme, status=status, impact=impact,
        before=("not_addressed", "none"), by=by, at=timezone.now(),
    )  # fmt: skip


def address(dossier: Dossier, tail: str = "") -> str:
    return f"/dossiers/{dossier.public_id}{tail}"


def followed(page: Page, dossier: Dossier) -> None:
    """Open a dossier and wait until it is live."""
    page.goto(address(dossier))
    page.wait_for_selector('[data-live-state="live"]')


def test_axe_finds_nothing(page_as: Opener, faults: Callable[[Page], list[str]]) -> None:
    dossier, weber, diallo = lively_dossier(LONG_NAME)
    page = page_as(weber)
    seat = dossier.memberships.get(affiliation=diallo)
    tails = [
        "", "?fil=notes&avant=50", "/identity/modifier", "/barriers/modifier",
        "/equipe/inviter?q=weber", f"/equipe/passer-le-relais?vers={diallo.public_id}",
        f"/equipe/{seat.public_id}/fin",
    ]  # fmt: skip
    found = {}
    for tail in tails:
        page.goto(address(dossier, tail))
        found[tail] = faults(page)
    page.goto(address(dossier))
    page.click("#contact [data-edit]")
    page.wait_for_selector("#contact form")
    page.click("#freins [data-edit]")
    page.wait_for_selector("#freins form")
    found["forms in place"] = faults(page)

    assert found == {where: [] for where in found}


def test_a_note_is_written_from_the_keyboard_and_taken_back(page_as: Opener) -> None:
    dossier, weber, _diallo = shared_dossier()
    page = page_as(weber)
    followed(page, dossier)

    page.keyboard.press("e")
    page.keyboard.type("Elle a signé son bail.")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#fil")).to_contain_text("Elle a signé son bail.")
    expect(page.locator("#noter textarea")).to_have_value("")
    assert Note.objects.count() == 1

    page.locator("#noter").get_by_role("button", name="Annuler").click()

    expect(page.locator("#fil")).not_to_contain_text("Elle a signé son bail.")
    assert Note.objects.get().withdrawn_at is not None


def test_without_the_stream_the_thread_follows_all_the_same(page_as: Opener) -> None:
    dossier, weber, _diallo = shared_dossier()
    page = page_as(weber)
    page.route(re.compile("/flux"), lambda route: route.abort())
    page.goto(address(dossier))

    page.fill("#noter textarea", "Écrit pendant une coupure.")
    page.click("#noter button.fr-btn")

    expect(page.locator("#fil")).to_contain_text("Écrit pendant une coupure.")


def test_a_block_is_changed_in_place_and_the_focus_comes_back(page_as: Opener) -> None:
    dossier, weber, _diallo = shared_dossier()
    page = page_as(weber)
    followed(page, dossier)

    page.click("#contact [data-edit]")
    expect(page.get_by_label("Téléphones")).to_be_focused()
    page.keyboard.type("06 39 98 01 45")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#contact")).to_contain_text("06 39 98 01 45")
    expect(page.locator("#contact [data-edit]")).to_be_focused()
    expect(page.locator(".j-ident")).to_contain_text("06 39 98 01 45")
    expect(page.locator("#fil")).to_contain_text("Mise à jour, contact : téléphones")


def test_two_people_see_each_other_and_lose_nothing(page_as: Opener) -> None:
    dossier, weber, diallo = shared_dossier()
    hers, his = page_as(weber), page_as(diallo)
    followed(hers, dossier)
    followed(his, dossier)
    expect(hers.locator("[data-live-presence]")).to_contain_text("M. Diallo")

    his.fill("#noter textarea", "Je commence une phrase")
    hers.click("#contact [data-edit]")
    hers.get_by_label("Ville").fill("Metz")
    hers.locator("#contact").get_by_role("button", name="Enregistrer").click()

    expect(his.locator("#contact")).to_contain_text("Metz")
    expect(his.locator(".j-ident")).to_contain_text("Metz")
    expect(his.locator("#noter textarea")).to_have_value("Je commence une phrase")


def test_two_people_change_the_same_thing_and_the_second_chooses(
    page_as: Opener, axe: Callable[[Page], list[str]]
) -> None:
    dossier, weber, diallo = shared_dossier()
    hers = page_as(weber)
    followed(hers, dossier)
    hers.click("#contact [data-edit]")
    hers.get_by_label("Ville").fill("Metz")
    revise(dossier, "contact", actor(diallo), city="Thionville")

    hers.locator("#contact").get_by_role("button", name="Enregistrer").click()
    conflict = hers.locator("#choice_city")
    expect(conflict).to_contain_text("Thionville")
    expect(conflict).to_contain_text("M. Diallo")
    expect(hers.locator("#contact .j-summary")).to_be_focused()
    assert axe(hers) == []
    conflict.get_by_label("Ce que vous venez d’écrire").check()
    hers.locator("#contact").get_by_role("button", name="Enregistrer").click()

    expect(hers.locator("#contact [data-edit]")).to_be_focused()
    expect(hers.locator("#contact")).to_contain_text("Metz")
    dossier.person.contact.refresh_from_db()
    assert dossier.person.contact.city == "Metz"


def test_themes_are_set_with_the_arrows(page_as: Opener) -> None:
    dossier, weber, _diallo = shared_dossier()
    page = page_as(weber)
    followed(page, dossier)

    page.locator("#freins").get_by_role("link", name="Mobilité").click()
    expect(page.locator("#freins form [name=mobilite]:checked")).to_be_focused()
    for _press in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#freins .j-barrier")).to_contain_text("bloque le projet")
    assert Barrier.objects.get().impact == "strong"
    expect(page.locator("#situation")).to_contain_text("1 difficulté, dont 1 qui bloque")


def test_older_facts_stay_when_the_thread_is_read_again(page_as: Opener) -> None:
    dossier, weber, diallo = lively_dossier()
    page = page_as(weber)
    followed(page, dossier)
    expect(page.locator("#changements")).to_contain_text("2 changements depuis votre visite")

    page.get_by_role("link", name="Voir plus ancien").click()
    expect(page.locator("#fil li[data-position]")).to_have_count(2 * TIMELINE_ITEMS)
    write_note(
        dossier=dossier, kind="note", body="Arrivée à l'instant", is_private=False,
        happened_on=timezone.localdate(), by=actor(diallo), at=timezone.now(),
    )  # fmt: skip

    expect(page.locator("#fil")).to_contain_text("Arrivée à l'instant")
    expect(page.locator("#fil li[data-position]")).to_have_count(2 * TIMELINE_ITEMS + 1)


def test_filters_stay_in_the_address(page_as: Opener) -> None:
    dossier, weber, _diallo = lively_dossier()
    page = page_as(weber)
    followed(page, dossier)

    page.locator("#fil").get_by_role("link", name="freins").click()
    expect(page.locator("#fil li[data-position]")).to_have_count(2)
    page.reload()

    expect(page.locator("#fil li[data-position]")).to_have_count(2)
    assert page.url.endswith("?fil=freins")


def test_everything_works_without_javascript(page_as: Opener) -> None:
    dossier, weber, _diallo = shared_dossier()
    page = page_as(weber, javascript=False)
    page.goto(address(dossier))
    expect(page.locator("[data-live]")).to_contain_text("Affiché à")

    page.fill("#noter textarea", "Sans JavaScript.")
    page.click("#noter button.fr-btn")
    expect(page.locator("#fil")).to_contain_text("Sans JavaScript.")
    page.click("#contact [data-edit]")
    page.get_by_label("Ville").fill("Metz")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#contact")).to_contain_text("Metz")
    page.click("#freins [data-edit]")
    page.check("[name=mobilite][value='yes medium']")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#freins .j-barrier")).to_contain_text("gêne le projet")
    page.locator("#fil").get_by_role("button", name="Annuler").click()
    expect(page.locator("#freins .j-barrier")).to_have_count(0)


def test_what_was_typed_survives_an_expired_session(page_as: Opener) -> None:
    dossier, weber, _diallo = shared_dossier()
    page = page_as(weber)
    followed(page, dossier)
    page.click("#contact [data-edit]")
    page.get_by_label("Ville").fill("Metz")
    kept = page.context.cookies()
    page.context.clear_cookies(name="sessionid")

    page.locator("#contact").get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#announce")).to_contain_text("Votre session a expiré")
    page.context.add_cookies(kept)  # type: ignore[arg-type]
    page.reload()
    page.click("#contact [data-edit]")

    expect(page.get_by_label("Ville")).to_have_value("Metz")


def test_the_team_is_invited_and_handed_over(page_as: Opener) -> None:
    dossier, weber, _diallo = shared_dossier()
    klein = AffiliationFactory(user__last_name="Klein", user__first_name="Sophie")
    page = page_as(weber)
    page.goto(address(dossier))

    page.get_by_role("link", name="Inviter").click()
    page.get_by_label("Nom ou organisme").fill("klein")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Inviter").click()
    expect(page.get_by_text("a reçu votre invitation.")).to_be_visible()
    guest = page_as(klein)
    guest.goto("/aujourdhui")
    guest.get_by_role("link", name="Auprès de").click()
    guest.get_by_role("button", name="Accepter").click()
    expect(guest.locator("#equipe")).to_contain_text("Klein")
    page.reload()
    expect(page.locator("#equipe")).to_contain_text("Klein")
    page.get_by_role("link", name="Passer le relais").click()
    page.get_by_label("Nom ou organisme").fill("klein")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Choisir Sophie Klein").click()
    page.get_by_label("Note de relais").fill("Elle reprend lundi.")
    page.get_by_role("button", name="Proposer le relais").click()
    expect(page.locator(".j-team__lead")).to_contain_text("Weber")
    guest.goto("/relais")
    guest.get_by_role("link", name="Lire la note").click()
    guest.get_by_role("button", name="Accepter").click()
    expect(guest.get_by_text("Vous êtes maintenant référent ou référente.")).to_be_visible()
    page.reload()

    expect(page.locator(".j-team__lead")).to_contain_text("Klein")
    assert Membership.objects.get(role="referent", ended_at=None).affiliation == klein
    assert Entry.objects.filter(kind="referent.changed").count() == 1
