import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.dossiers.operations import confirm_identity, hand_space_code
from jalon.dossiers.operations.confirm_identity import CheckOver, TooDifferent
from jalon.dossiers.queries.spaces_opened import TooManySpaces
from jalon.kernel.errors import Denied
from jalon.parameters.queries import integer
from jalon.people.models import PersonalAccess
from jalon.people.operations import request_identity_check
from jalon.vigilance.counting import BudgetExceeded
from jalon.vigilance.models import Sighting, Standing
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.facts import recorded, refused
from tests.people.situations import by_franceconnect, camille, metz, pivot
from tests.proving import proved_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    metz()
    return make_dossier(person=camille(birth_day=None))


@pytest.fixture
def check():
    who = by_franceconnect()
    return request_identity_check(vouched=who, pivot=pivot(), by=None, at=timezone.now())


def referent(dossier):
    return actor(dossier.referent.affiliation)


def confirm(dossier, check, by):
    return confirm_identity(dossier=dossier, check=check, by=by, at=timezone.now())


def test_the_referent_who_met_her_opens_her_space(dossier, check):
    by = referent(dossier)

    user = confirm(dossier, check, by)

    access = PersonalAccess.objects.get()
    assert (access.person, access.user, access.origin) == (dossier.person, user, "in_person")
    check.refresh_from_db()
    assert (check.outcome, check.decided_by_id) == ("confirmed", by.affiliation_id)
    assert recorded()[-1][0] == "personal_access.opened"
    assert Sighting.objects.get(user_id=by.user_id).opened


def test_it_counts_with_the_numbers_handed_and_for_whoever_is_stopped_opens_nothing(
    dossier, check, clock
):
    by = referent(dossier)
    elsewhere = make_dossier(referent=AffiliationFactory(user_id=by.user_id), person=camille())
    most = integer("space.codes_per_day", on=by.today)
    for _number in range(most):
        hand_space_code(dossier=elsewhere, by=referent(elsewhere), at=timezone.now())
    with pytest.raises(TooManySpaces):
        confirm(dossier, check, by)
    clock.shift(24 * 3600 + 1)
    Standing.objects.create(user_id=by.user_id, stopped_at=timezone.now())
    with pytest.raises(BudgetExceeded):
        confirm(dossier, check, by)
    assert not PersonalAccess.objects.exists()
    Standing.objects.all().delete()

    confirm(dossier, check, by)
    for _number in range(most - 1):
        hand_space_code(dossier=elsewhere, by=referent(elsewhere), at=timezone.now())

    with pytest.raises(TooManySpaces):
        hand_space_code(dossier=elsewhere, by=referent(elsewhere), at=timezone.now())


def test_a_number_serves_once(dossier, check):
    confirm(dossier, check, referent(dossier))

    with refused(CheckOver, "Ce numéro n’est plus à confirmer."):
        confirm(dossier, check, referent(dossier))


def test_two_people_are_not_made_one(check):
    metz()
    other = make_dossier(
        person=camille(birth_name="Autre", first_names="Paule", birth_year=1970, sex="M")
    )

    with refused(
        TooDifferent,
        "Trop de choses diffèrent pour que ce soit la même personne. Si c’est bien elle, "
        "corrigez d’abord son identité dans le dossier.",
    ):
        confirm(other, check, referent(other))


def test_nobody_but_the_referent_confirms(dossier, check):
    in_team = MembershipFactory(dossier=dossier).affiliation

    sentence = "Seul le référent ou la référente confirme, sur place, l’identité de la personne."
    for hat in (in_team, AffiliationFactory()):
        with refused(Denied, sentence):
            confirm(dossier, check, actor(hat))


def test_on_the_page_the_number_is_typed_compared_then_confirmed(dossier, check, sign_in):
    browser = sign_in(dossier.referent.affiliation)
    path = reverse("confirm_identity", args=[dossier.public_id])
    number = {"number": check.spelled}
    assert "Avant de le faire, confirmez que c’est bien vous." in browser.get(path).text
    unproved = browser.post(path, number | {"confirm": "1", "met": "on"})
    assert (unproved.status_code, "LE-GOFF" in unproved.text) == (422, False)
    assert not PersonalAccess.objects.exists()
    proved_now(browser)

    assert "Numéro qu’elle vous montre" in browser.get(path).content.decode()
    unknown = browser.post(path, {"number": "ABCDE-23456"})
    compared = browser.post(path, number).content.decode()
    unseen = browser.post(path, number | {"confirm": "1"})
    done = browser.post(path, number | {"confirm": "1", "met": "on"})

    assert (unknown.status_code, unseen.status_code, done.status_code) == (422, 422, 302)
    assert "LE-GOFF" in compared
    assert "inconnu ou incomplet" in compared
    assert "?/05/1984" in compared
    assert PersonalAccess.objects.get().person == dossier.person
