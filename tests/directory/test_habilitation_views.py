"""The page where a manager says what a colleague is trusted with."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole, Habilitation
from tests.factories import AffiliationFactory, UserFactory

pytestmark = pytest.mark.django_db


def address(hat):
    return f"/rattachements/{hat.public_id}/habilitations"


@pytest.fixture
def manager():
    return AffiliationFactory(role=AffiliationRole.MANAGER, user__last_name="Responsable")


def typed(**fields):
    until = timezone.localdate() + dt.timedelta(days=30)
    return {"kind": "break_glass", "until_on": until, "is_attested": "on", **fields}


def test_from_the_page_of_the_body_to_a_habilitation_given_and_ended(manager, sign_in):
    hat = AffiliationFactory(organisation=manager.organisation)
    browser = sign_in(manager)
    assert address(hat) in browser.get("/mon-organisme", follow=True).content.decode()

    assert browser.post(address(hat), typed(), follow=True).status_code == 200
    assert Habilitation.objects.get().granted_by == manager
    assert "en cours" in browser.get(address(hat)).content.decode()
    browser.post(f"{address(hat)}/break_glass/terminer")

    assert not Habilitation.objects.in_force(timezone.localdate()).exists()
    assert "en cours" not in browser.get(address(hat)).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"is_attested": ""}, {"until_on": "2020-01-01"}, {"kind": "everything"}]
)
def test_without_a_word_a_day_or_a_nature_nothing_is_given(manager, sign_in, wrong):
    hat = AffiliationFactory(organisation=manager.organisation)

    assert sign_in(manager).post(address(hat), typed(**wrong)).status_code == 422
    assert not Habilitation.objects.exists()


def test_a_manager_sees_their_own_and_cannot_give_any_to_themselves(manager, sign_in):
    browser = sign_in(manager)

    assert "Donner l’habilitation" not in browser.get(address(manager)).content.decode()
    assert browser.post(address(manager), typed()).status_code == 403
    assert not Habilitation.objects.exists()


def test_for_everybody_else_the_page_does_not_exist(manager, sign_in):
    hat = AffiliationFactory(organisation=manager.organisation)
    elsewhere = AffiliationFactory(role=AffiliationRole.MANAGER)
    for stranger in (hat, elsewhere):
        assert sign_in(stranger).get(address(hat)).status_code == 404
        assert sign_in(stranger).post(address(hat), typed()).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_habilitations_ask_the_same_statements_for_1_and_3(
    many, manager, sign_in, django_assert_num_queries
):
    hat = AffiliationFactory(organisation=manager.organisation)
    for number in range(many):
        day = timezone.localdate() - dt.timedelta(days=10 * number)
        Habilitation.objects.create(
            affiliation=hat, kind="secrecy", started_on=day - dt.timedelta(days=9), ended_on=day,
            granted_by=AffiliationFactory(user=UserFactory(), organisation=manager.organisation),
        )  # fmt: skip
    browser = sign_in(manager)
    browser.get(address(hat))

    with django_assert_num_queries(3):
        answer = browser.get(address(hat))
    assert answer.content.decode().count("data-list-item") == many
