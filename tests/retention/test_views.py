"""The pages of the data-protection officer; what others see of them: nothing."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.people.models import Person
from jalon.retention.management.sweeping import settle_orders, sweep
from jalon.retention.models import Destruction, Figure, Order, OrderState
from jalon.retention.operations import destroy_dossiers, foresee_ends, give_order
from tests.factories import AffiliationFactory, make_dossier
from tests.retention.situations import archived, officer, silent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def desk(sign_in):
    hat = AffiliationFactory(
        role=AffiliationRole.DATA_PROTECTION, organisation__kind=OrganisationKind.OPERATOR
    )
    return sign_in(hat)


def typed(dossier, **changes):
    person = dossier.person
    return {
        "kind": "erase",
        "ground": "request",
        "reference": "D-12",
        "birth_name": person.birth_name,
        "first_names": person.first_names,
        "birth_year": person.birth_year,
    } | changes


def plain(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("count", [1, 3])
def test_retention_asks_the_same_statements_for_1_and_3(count, desk, django_assert_num_queries):
    for _number in range(count):
        silent()
        give_order(
            kind="suspend", ground="litigation", reference="", who=1, by=officer(),
            at=timezone.now(),
        )  # fmt: skip
    for _number in range(count):
        destroy_dossiers(dossier_ids=[archived().pk], by=None, at=timezone.now())
    foresee_ends(by=None, at=timezone.now())
    desk.get(reverse("retention"))

    with django_assert_num_queries(6):  # session, forecast, organisations, orders, proofs, figures
        page = desk.get(reverse("retention")).content.decode()

    assert page.count("data-list-item") == 3 * count


def test_the_page_names_nobody(desk):
    dossier = silent()
    Person.objects.filter(pk=dossier.person_id).update(birth_name="Zqcanari")
    sweep(timezone.now())

    page = plain(desk.get(reverse("retention")))

    assert "Zqcanari" not in page
    assert dossier.referent.organisation.name in page


def test_before_the_first_forecast_the_page_says_so(desk):
    assert "la première ne l’est pas encore" in plain(desk.get(reverse("retention")))


def test_figures_of_fewer_than_eleven_are_not_shown(desk):
    for year, count in ((2025, 10), (2026, 11)):
        Figure.objects.create(
            opened_year=2020, destroyed_year=year, territory_code="57", lead_kind="mds", count=count
        )

    page = plain(desk.get(reverse("retention")))

    assert "11 dossiers détruits (2026)" in page
    assert "10 dossiers" not in page


def test_the_forecast_is_a_file_for_a_spreadsheet(desk):
    make_dossier(opened_at=dt.datetime(2025, 3, 10, tzinfo=dt.UTC))
    foresee_ends(by=None, at=timezone.now())

    answer = desk.get(reverse("retention_file"))

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "à archiver;2027-03;1" in answer.content.decode()


def test_a_person_is_erased_from_the_form_to_the_proof(desk, clock, sign_in):
    dossier = make_dossier()

    answer = desk.post(reverse("give_order"), typed(dossier))
    assert (answer.status_code, answer.url) == (302, reverse("retention"))
    assert "exécuté à partir du 1er déc. 2026" in plain(desk.get(reverse("retention")))
    settle_orders(timezone.now())
    assert Person.objects.exists()
    clock.shift(dt.timedelta(days=7))
    settle_orders(timezone.now())

    assert not Person.objects.exists()
    proof = Destruction.objects.get()
    later = sign_in(AffiliationFactory(role=AffiliationRole.DATA_PROTECTION))
    page = plain(later.get(reverse("proof", args=[proof.public_id])))
    assert "identité : 1" in page
    assert "demande d’effacement acceptée" in page or "demande d’effacement" in page
    assert bytes(proof.seal).hex() in page


def test_an_order_is_called_back_from_the_page(desk):
    dossier = make_dossier()
    desk.post(reverse("give_order"), typed(dossier))
    order = Order.objects.get()

    desk.post(reverse("cancel_order", args=[order.public_id]))

    order.refresh_from_db()
    assert (order.state, order.identity) == (OrderState.CANCELLED, "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ground": "litigation"}, "ground"),
        ({"birth_name": ""}, "birth_name"),
        ({"birth_year": "mille"}, "birth_year"),
        ({"kind": "burn"}, "kind"),
    ],
)
def test_a_refusal_stands_at_its_field(changes, field, desk):
    answer = desk.post(reverse("give_order"), typed(make_dossier(), **changes))

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    "role", [AffiliationRole.MANAGER, AffiliationRole.PROFESSIONAL, AffiliationRole.STEERING]
)
def test_others_are_refused_and_find_no_proof(role, sign_in):
    destroy_dossiers(dossier_ids=[archived().pk], by=None, at=timezone.now())
    proof = Destruction.objects.get()
    browser = sign_in(AffiliationFactory(role=role))

    for name in ("retention", "retention_file", "give_order"):
        assert browser.get(reverse(name)).status_code == 403
    assert browser.get(reverse("proof", args=[proof.public_id])).status_code == 404
    answer = browser.post(reverse("give_order"), typed(make_dossier()))
    assert answer.status_code == 403
    assert not Order.objects.exists()
