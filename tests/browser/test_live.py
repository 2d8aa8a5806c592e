"""A screen that stays open, in a real browser: cut, resumed, left, taken away."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations.end_membership import end_membership
from jalon.dossiers.operations.write_note import write_note
from tests.browser.sites import Site
from tests.factories import MembershipFactory, actor, make_dossier

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]


def _write(dossier: Dossier, body: str, by: Actor) -> None:
    write_note(
        dossier=dossier, kind="meeting", body=body, is_private=False,
        happened_on=by.today, by=by, at=timezone.now(),
    )  # fmt: skip


def _open(page: Page, dossier: Dossier) -> None:
    page.goto(f"/dossiers/{dossier.public_id}")
    expect(page.locator("[data-live]")).to_have_text("En direct")


def test_a_fact_comes_on_screen_by_itself(page_as: Opener) -> None:
    dossier = make_dossier()
    page = page_as(dossier.referent.affiliation)
    _open(page, dossier)

    _write(dossier, "Un premier échange au téléphone.", actor(dossier.referent.affiliation))

    fil = page.locator('[data-bloc="timeline"]')
    expect(fil).to_contain_text("Un premier échange au téléphone.")


def test_who_leaves_sees_nothing_more_of_the_dossier(page_as: Opener) -> None:
    dossier = make_dossier()
    seat = MembershipFactory(dossier=dossier)
    page = page_as(seat.affiliation)
    _open(page, dossier)
    name = dossier.person.birth_name
    expect(page.locator("body")).to_contain_text(name)

    end_membership(seat=seat, by=actor(seat.affiliation), at=timezone.now())

    alone = page.get_by_role("alert")
    expect(alone).to_contain_text("Vous n’avez plus accès à ce dossier.")
    expect(page.locator("body")).not_to_contain_text(name)
    assert name not in page.title()


def test_signing_out_in_one_tab_closes_the_others(page_as: Opener) -> None:
    dossier = make_dossier()
    page = page_as(dossier.referent.affiliation)
    _open(page, dossier)
    other = page.context.new_page()
    other.goto("/")

    other.get_by_role("button", name="Se déconnecter").first.click()

    expect(page.get_by_role("alert")).to_contain_text("Votre session est terminée.")


def test_what_was_missed_while_the_line_was_cut_is_there_after(page_as: Opener) -> None:
    dossier = make_dossier()
    page = page_as(dossier.referent.affiliation)
    _open(page, dossier)

    page.context.set_offline(True)
    expect(page.locator("[data-live]")).to_contain_text("Reconnexion… Affiché à")
    _write(dossier, "Écrit pendant la coupure.", actor(dossier.referent.affiliation))
    page.context.set_offline(False)

    fil = page.locator('[data-bloc="timeline"]')
    expect(fil).to_contain_text("Écrit pendant la coupure.")
    expect(page.locator("[data-live]")).to_have_text("En direct")


def test_a_page_found_again_with_the_back_button_is_up_to_date(page_as: Opener) -> None:
    dossier = make_dossier()
    page = page_as(dossier.referent.affiliation)
    _open(page, dossier)
    page.goto("/dossiers/")
    _write(dossier, "Écrit pendant ce temps.", actor(dossier.referent.affiliation))

    page.go_back()

    expect(page.locator('[data-bloc="timeline"]')).to_contain_text("Écrit pendant ce temps.")
    expect(page.locator("[data-live]")).to_have_text("En direct")


def test_a_block_being_written_in_is_left_alone_and_says_that_it_changed(
    page_as: Opener,
) -> None:
    dossier = make_dossier()
    weber = MembershipFactory(dossier=dossier, affiliation__user__last_name="Weber").affiliation
    page, hers = page_as(dossier.referent.affiliation), page_as(weber)
    _open(page, dossier)
    _open(hers, dossier)
    expect(page.locator("[data-live-presence]")).to_contain_text("Mme Weber")
    for one in (page, hers):
        one.locator('[data-bloc="contact"] [data-edit]').click()
    mine = page.locator('[data-bloc="contact"] [name="city"]')
    mine.fill("Thionville")

    hers.locator('[data-bloc="contact"] [name="address_line"]').fill("3 rue des Tilleuls")
    hers.locator('[data-bloc="contact"]').get_by_role("button", name="Enregistrer").click()
    expect(hers.locator('[data-bloc="contact"]')).to_contain_text("3 rue des Tilleuls")
    expect(hers.locator('[data-bloc="contact"] form[data-editing]')).to_have_count(0)

    notice = page.locator('[data-bloc="contact"] .j-live-notice')
    expect(notice).to_contain_text("Modifié par Mme Weber.")
    expect(mine).to_have_value("Thionville")
    notice.get_by_role("button", name="Voir").click()
    expect(notice).to_contain_text("3 rue des Tilleuls")
    expect(mine).to_have_value("Thionville")


def test_who_writes_is_shown_in_the_block(page_as: Opener) -> None:
    dossier = make_dossier()
    weber = MembershipFactory(dossier=dossier, affiliation__user__last_name="Weber").affiliation
    page, hers = page_as(dossier.referent.affiliation), page_as(weber)
    _open(page, dossier)
    _open(hers, dossier)

    hers.locator('[data-bloc="contact"] [data-edit]').click()
    hers.locator('[data-bloc="contact"] [name="city"]').press_sequentially("Me")

    expect(page.locator("[data-live-presence]")).to_contain_text("Mme Weber")
    expect(page.locator("[data-live-presence]")).to_contain_text("est en train d’écrire")
    expect(page.locator('[data-bloc="contact"] .j-live-typing')).to_have_text(
        "Mme Weber écrit ici…"
    )
    hers.close()
    expect(page.locator("[data-live-presence]")).to_be_hidden()


def test_the_stream_gives_way_and_comes_back_with_the_tab(page_as: Opener, live_site: Site) -> None:
    dossier = make_dossier()
    page = page_as(dossier.referent.affiliation)
    opened: list[str] = []
    page.on("request", lambda asked: opened.append(asked.url))
    _open(page, dossier)

    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    _write(dossier, "Écrit en son absence.", actor(dossier.referent.affiliation))
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    fil = page.locator('[data-bloc="timeline"]')
    expect(fil).to_contain_text("Écrit en son absence.")
    streams = [url for url in opened if url.startswith(f"{live_site.live_url}/flux")]
    assert len(streams) == 2
