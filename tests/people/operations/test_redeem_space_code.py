import datetime as dt
import re
import time
from contextlib import nullcontext

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.accounts.models import Affiliation
from jalon.dossiers.events import BlockRevised
from jalon.dossiers.operations import NoCodeToConfirm, confirm_space_code, hand_space_code
from jalon.journal.record import record
from jalon.kernel.errors import Denied
from jalon.people.models import PersonalAccess, SpaceCode
from jalon.people.operations import Born, redeem_space_code
from tests.factories import AffiliationFactory, PersonFactory, actor, make_dossier
from tests.facts import recorded
from tests.jobs import delivered
from tests.protection.situations import officer_of
from tests.space.situations import account_of

pytestmark = pytest.mark.django_db
PASSWORD = "quatre girafes lisent doucement ensemble sous la pluie"


@pytest.fixture
def dossier():
    person = PersonFactory(birth_year=1984, birth_month=2, birth_day=None)
    return make_dossier(person=person)


def hand(dossier):
    by = actor(dossier.referent.affiliation)
    return hand_space_code(dossier=dossier, by=by, at=timezone.now()).number


def redeem(number, born=None, days=0, password=PASSWORD, code=""):
    at = timezone.now() + dt.timedelta(days=days)
    born = born or Born(1984, 2)
    return redeem_space_code(number=number, born=born, password=password, code=code, by=None, at=at)


def reachable(dossier):
    """She has an address, that nobody wrote lately."""
    dossier.person.contact.emails = "camille@courriel.example\n"
    dossier.person.contact.save()


def code_sent():
    [mail] = [one for one in delivered() if one.subject == "Votre code"]
    assert mail.to == ["camille@courriel.example"]
    return re.search(r"\d{6}", mail.body).group()


def test_the_number_opens_once_with_the_date_of_birth_as_it_is_known(dossier):
    number = hand(dossier)

    user = redeem(number, Born(1984, 2, 17))  # the day is not known here, and not asked

    assert PersonalAccess.objects.get(person=dossier.person).user == user
    assert user.check_password(PASSWORD)
    assert redeem(number) is None
    reachable(dossier)
    number = hand(dossier)
    again = redeem(number, password=f"{PASSWORD} encore", code=code_sent())
    assert again == user
    assert again.email != user.email
    told = [kind for kind, _payload in recorded() if kind.startswith("personal_access")]
    assert told == ["personal_access.opened", "personal_access.recovered"]
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


def just_signed_in(browser, user):
    session = browser.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()


def test_who_holds_the_number_of_somebody_with_an_account_does_not_get_it(dossier):
    user = account_of(dossier.person)
    before = user.password
    reachable(dossier)
    number = hand(dossier)
    code = code_sent()
    wrong = f"{(int(code) + 1) % 10**6:06}"

    assert [redeem(number), redeem(number, code=wrong)] == [None, None]
    user.refresh_from_db()
    assert user.password == before
    assert redeem(number, code=f"{code[:3]} {code[3:]}") == user


def test_without_an_address_of_hers_the_officer_is_heard_first(dossier, sign_in):
    user = account_of(dossier.person)
    reachable(dossier)
    referent = actor(dossier.referent.affiliation)
    revised = BlockRevised(dossier_id=dossier.pk, block="contact", fields=("emails",))
    record(revised, by=referent, at=timezone.now())  # by who would receive the code
    number = hand(dossier)
    officer, at = officer_of(dossier), timezone.now()
    stranger = officer_of(make_dossier(referent=AffiliationFactory()))
    page = reverse("confirm_number", args=[dossier.public_id])

    assert redeem(number) is None
    for who in (stranger, referent):
        with acting(who, at=at, subject=dossier.public_id):
            with pytest.raises(Denied):
                confirm_space_code(dossier=dossier, by=who, at=at)
            changed = SpaceCode.objects.filter(confirmed_at=None)
            refused = pytest.raises(DatabaseError) if who is referent else nullcontext()
            with refused, transaction.atomic():
                assert not changed.update(confirmed_at=at, confirmed_by=who.affiliation_id)
    desk = sign_in(Affiliation.objects.get(pk=officer.affiliation_id))
    assert page in desk.get(reverse("desk")).text
    assert "Confirmer ce numéro" in (shown := desk.get(page).text)
    assert dossier.person.birth_name in shown
    assert desk.post(page).url == reverse("desk")
    assert desk.post(page).status_code == 404
    other = sign_in(Affiliation.objects.get(pk=stranger.affiliation_id))
    assert page not in other.get(reverse("desk")).text
    assert other.get(page).status_code == 404
    with pytest.raises(NoCodeToConfirm):
        confirm_space_code(dossier=dossier, by=officer, at=at)

    assert redeem(number) == user


def test_from_the_letter_to_her_own_space(dossier, sign_in):
    letter = sign_in(dossier.referent.affiliation)
    made = reverse("space_code", args=[dossier.public_id])
    assert letter.post(made, {"met": "on"}).status_code == 422
    assert "Confirmer que c’est moi" in letter.get(made).text
    assert not SpaceCode.objects.exists()
    just_signed_in(letter, dossier.referent.affiliation.user)
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
