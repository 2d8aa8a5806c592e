"""« Mes dossiers » in a real browser: typed in, moved in with the keyboard, changed by others."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import end_membership, write_note
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    PersonFactory,
    actor,
    make_dossier,
)

pytestmark = pytest.mark.browser
LONG_NAME = "von Hohenzollern-Sigmaringen-Rajaonarimampianina de La Rochefoucauld"


def shared(birth_name: str, hat: Affiliation) -> Dossier:
    """A dossier of somebody else's, in whose team the reader has a seat."""
    dossier = make_dossier(person=PersonFactory(first_names="Ada", birth_name=birth_name))
    MembershipFactory(dossier=dossier, affiliation=hat)
    return dossier


def note_by_its_referent(dossier: Dossier) -> None:
    today = timezone.localdate()
    write_note(
        dossier=dossier, kind="meeting", body="Point sur le logement", is_private=False,
        happened_on=today, by=actor(dossier.referent.affiliation), at=timezone.now(),
    )  # fmt: skip


def test_the_list_and_the_opening_page_are_accessible(
    page_as: Callable[..., Page], faults: Callable[[Page], list[str]]
) -> None:
    hat = AffiliationFactory()
    for name in (LONG_NAME, "Weber"):
        shared(name, hat)
    page = page_as(hat)
    addresses = [
        reverse("dossier_list"), reverse("dossier_list") + "?rsa=payable&q=zz",
        reverse("dossier_list") + "?rsa=&role=other", reverse("open_dossier"),
    ]  # fmt: skip

    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = faults(page)

    assert found == {address: [] for address in addresses}


def test_a_change_takes_its_place_without_moving_what_i_do(page_as: Callable[..., Page]) -> None:
    hat = AffiliationFactory()
    one, two = shared("Abel", hat), shared("Weber", hat)
    page = page_as(hat)
    page.goto(reverse("dossier_list"))
    page.wait_for_selector("[data-live-state=live]")
    page.keyboard.press("j")
    row = page.locator(f"#dossier-{one.public_id}")
    expect(row.get_by_role("link")).to_be_focused()
    expect(row).to_contain_text("aucun")

    note_by_its_referent(one)
    note_by_its_referent(two)

    expect(page.locator("#announce")).to_contain_text("2 dossiers modifiés")
    expect(row).to_contain_text("modifié")
    expect(row).to_contain_text("aujourd’hui")
    expect(row.get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{page.url.split('/dossiers/')[0]}/dossiers/{one.public_id}")


def test_what_i_type_searches_stays_and_names_the_address(page_as: Callable[..., Page]) -> None:
    hat = AffiliationFactory()
    one, two = shared("Lefèvre", hat), shared("Weber", hat)
    page = page_as(hat)
    page.goto(reverse("dossier_list"))
    page.wait_for_selector("[data-live-state=live]")
    page.keyboard.press("/")
    page.keyboard.type("lefvere")
    expect(page.locator(f"#dossier-{two.public_id}")).to_have_count(0)
    expect(page.locator("#caseload-count")).to_contain_text("1 dossier trouvé, sur 2 dossiers")

    note_by_its_referent(one)

    expect(page.locator("#announce")).to_contain_text("1 dossier modifié")
    field = page.get_by_role("searchbox")
    expect(field).to_have_value("lefvere")
    expect(field).to_be_focused()
    assert page.url.endswith("/dossiers/?q=lefvere")
    page.reload()
    expect(page.locator("tbody tr")).to_have_count(1)


def test_a_seat_that_ends_takes_the_row_away(page_as: Callable[..., Page]) -> None:
    hat = AffiliationFactory()
    one, two = shared("Abel", hat), shared("Weber", hat)
    page = page_as(hat)
    page.goto(reverse("dossier_list"))
    page.wait_for_selector("[data-live-state=live]")

    seat = one.memberships.get(affiliation=hat)
    end_membership(seat=seat, by=actor(hat), at=timezone.now())

    expect(page.locator(f"#dossier-{one.public_id}")).to_have_count(0)
    expect(page.locator(f"#dossier-{two.public_id}")).to_have_count(1)


def test_the_rest_of_the_list_comes_below(page_as: Callable[..., Page]) -> None:
    hat = AffiliationFactory()
    for number in range(52):
        shared(f"Nom{number:02}", hat)
    page = page_as(hat)
    page.goto(reverse("dossier_list"))
    expect(page.locator("tbody tr")).to_have_count(50)

    page.get_by_role("link", name="Voir la suite").click()

    expect(page.locator("tbody tr")).to_have_count(52)
    expect(page.get_by_role("link", name="Voir la suite")).to_have_count(0)
