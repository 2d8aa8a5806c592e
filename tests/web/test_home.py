"""The home page: each number is that of the list behind it; empty is a good state and says so."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.journal.models import Entry, Reading
from tests.factories import AffiliationFactory, OrganisationFactory, make_dossier

pytestmark = pytest.mark.django_db
SignIn = Callable[[Affiliation], Client]


def changed_by_someone_else(dossier: Any) -> None:
    other = AffiliationFactory()
    Entry.objects.create(
        stream=f"dossier/{dossier.pk}",
        position=1,
        kind="barrier.assessed",
        need="B",
        at=timezone.now(),
        user=other.user,
        affiliation=other,
        organisation=other.organisation,
    )


def shown(client: Client) -> list[tuple[str, str]]:
    """(number, address) of each figure."""
    page = client.get("/aujourdhui").content.decode()
    return [
        (number, address)
        for address, number in re.findall(
            r'<a href="([^"]+)"><span class="j-figure">(\d+)</span>', page
        )
    ]


def test_numbers_are_mine_and_lead_to_their_lists(sign_in: SignIn) -> None:
    me = AffiliationFactory()
    make_dossier(referent=me, opened_at=timezone.now() - dt.timedelta(days=90))
    changed_by_someone_else(make_dossier(referent=me))
    changed_by_someone_else(make_dossier())
    make_dossier(opened_at=timezone.now() - dt.timedelta(days=90))

    assert shown(sign_in(me)) == [
        ("2", "/dossiers/"),
        ("1", "/dossiers/?modifies=1"),
        ("1", "/dossiers/?sans_nouvelles=1"),
    ]


def test_people_whose_dossier_changed_are_named_and_no_others(sign_in: SignIn) -> None:
    me = AffiliationFactory()
    mine, quiet, foreign = make_dossier(referent=me), make_dossier(referent=me), make_dossier()
    changed_by_someone_else(mine)
    changed_by_someone_else(foreign)

    page = sign_in(me).get("/aujourdhui").content.decode()
    named = [one for one in (mine, quiet, foreign) if str(one.public_id) in page]

    assert named == [mine]


@pytest.mark.parametrize("number", [1, 3])
def test_statements_do_not_depend_on_how_many(
    sign_in: SignIn, django_assert_num_queries: Any, number: int
) -> None:
    me = AffiliationFactory()
    for _ in range(number):
        dossier = make_dossier(referent=me, opened_at=timezone.now() - dt.timedelta(days=90))
        changed_by_someone_else(dossier)
    client = sign_in(me)

    with django_assert_num_queries(17):
        client.get("/aujourdhui")


def test_someone_without_dossier_is_told_how_one_comes(sign_in: SignIn) -> None:
    page = sign_in(AffiliationFactory()).get("/aujourdhui").content.decode()

    assert "Vous ne suivez encore personne" in page


def test_who_answers_for_the_state_is_led_to_what_waits_there(sign_in: SignIn) -> None:
    organisation = OrganisationFactory(kind=OrganisationKind.PREFECTURE_REGION)
    hat = AffiliationFactory(organisation=organisation, role=AffiliationRole.MANAGER)
    page = sign_in(hat).get("/aujourdhui").content.decode()

    _menu, _head, shown = page.partition("Vos projets sont ici")
    assert reverse("appraisal_desk") in shown
    assert reverse("grants_desk") in shown


@pytest.mark.parametrize(
    "role",
    [AffiliationRole.STEERING, AffiliationRole.DATA_PROTECTION, AffiliationRole.ADMINISTRATOR],
)
def test_roles_without_people_see_no_dossier(sign_in: SignIn, role: str) -> None:
    me = AffiliationFactory(role=role)
    dossier = make_dossier(referent=me)
    changed_by_someone_else(dossier)

    page = sign_in(me).get("/aujourdhui").content.decode()

    assert "Ce rattachement n’ouvre aucun dossier" in page
    assert str(dossier.public_id) not in page
    assert "/dossiers/" not in page


def test_a_visitor_is_welcomed_and_a_professional_sent_home(
    client: Client, sign_in: SignIn
) -> None:
    assert "Une personne, un dossier" in client.get("/").content.decode()
    assert sign_in(AffiliationFactory()).get("/")["Location"] == "/aujourdhui"


@pytest.mark.parametrize("number", [1, 3])
def test_home_costs_the_same_for_1_and_3(
    sign_in: SignIn, number: int, django_assert_num_queries: Any
) -> None:
    me = AffiliationFactory()
    for _ in range(number):
        changed_by_someone_else(
            make_dossier(referent=me, opened_at=timezone.now() - dt.timedelta(days=90))
        )
    client = sign_in(me)

    with django_assert_num_queries(17):  # hours (4), lists (5), ways in (4), budget, record
        page = client.get("/aujourdhui").content.decode()

    assert page.count("/dossiers/0") == 2 * number


def test_names_shown_on_the_home_page_are_on_record(sign_in: SignIn) -> None:
    me = AffiliationFactory()
    silent = make_dossier(referent=me, opened_at=timezone.now() - dt.timedelta(days=90))
    changed_by_someone_else(changed := make_dossier(referent=me))
    make_dossier(referent=me)  # neither: not shown

    sign_in(me).get("/aujourdhui")

    reading = Reading.objects.get()
    assert (reading.channel, reading.dossiers) == ("list", sorted([silent.pk, changed.pk]))
