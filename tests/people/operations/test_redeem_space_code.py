import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalon.dossiers.operations import hand_space_code
from jalon.people.models import PersonalAccess, SpaceCode
from jalon.people.operations import Born, redeem_space_code
from tests.factories import PersonFactory, actor, make_dossier

pytestmark = pytest.mark.django_db
PASSWORD = "quatre girafes lisent doucement ensemble sous la pluie"


@pytest.fixture
def dossier():
    person = PersonFactory(birth_year=1984, birth_month=2, birth_day=None)
    return make_dossier(person=person)


def hand(dossier):
    by = actor(dossier.referent.affiliation)
    return hand_space_code(dossier=dossier, by=by, at=timezone.now())


def redeem(number, born=None, days=0, password=PASSWORD):
    at = timezone.now() + dt.timedelta(days=days)
    born = born or Born(1984, 2)
    return redeem_space_code(number=number, born=born, password=password, by=None, at=at)


def test_the_number_opens_once_with_the_date_of_birth_as_it_is_known(dossier):
    number = hand(dossier)

    user = redeem(number, Born(1984, 2, 17))  # the day is not known here, and not asked

    assert PersonalAccess.objects.get(person=dossier.person).user == user
    assert user.check_password(PASSWORD)
    assert redeem(number) is None
    again = redeem(hand(dossier), password=f"{PASSWORD} encore")
    assert again == user
    assert again.email != user.email
    assert PersonalAccess.objects.count() == 1


def test_a_wrong_date_is_counted_and_five_end_it(dossier):
    number = hand(dossier)

    assert [redeem(number, born) for born in (Born(1985, 2), Born(1984, 3), Born(1984))] == [
        None
    ] * 3
    assert SpaceCode.objects.get().tries == 3
    assert redeem("ABCDE23456") is None
    redeem(number, Born(1900))
    redeem(number, Born(1901))
    assert redeem(number) is None
    assert not PersonalAccess.objects.exists()


def test_its_time_ends_and_another_one_ends_it(dossier):
    first = hand(dossier)
    second = hand(dossier)

    assert redeem(first) is None
    assert redeem(second, days=31) is None
    assert redeem(second, days=29) is not None


def test_from_the_letter_to_her_own_space(dossier, sign_in):
    letter = sign_in(dossier.referent.affiliation)
    made = reverse("space_code", args=[dossier.public_id])
    assert letter.post(made).status_code == 422
    page = letter.post(made, {"met": "on"}).text
    assert "no-store" in letter.post(made)["Cache-Control"]
    number = hand(dossier)  # the last one counts, whoever asked for it
    spelled = f" {number[:5].lower()}-{number[5:]} "
    assert "premiere-fois" in page

    door, browser = reverse("first_time"), Client()
    typed = {"number": spelled, "year": "1984", "month": "2", "password": PASSWORD}
    weak, wrong = typed | {"password": "1234"}, typed | {"year": "1985"}
    assert [browser.post(door, sent).status_code for sent in (weak, wrong)] == [422, 422]
    assert browser.post(door, typed).url == reverse("account_login")
    entered = browser.post(reverse("account_login"), {"login": spelled, "password": PASSWORD})

    assert entered.status_code == 302
    space = browser.get("/mon-espace")
    assert space.status_code == 200
    assert "Bonjour" in space.text
