"""Slowed down, doubted, stopped: what is seen and what is not lost; and who decides, on a page."""

import datetime as dt
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Invitation
from jalon.journal.models import Reading
from jalon.vigilance.counting import BudgetExceeded, hour_of
from jalon.vigilance.models import Alert, Sighting, Standing, Step
from tests.factories import PASSWORD, AffiliationFactory, actor, make_dossier
from tests.vigilance.situations import alert_about, colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def hat():
    hat = AffiliationFactory()
    hat.user.set_password(PASSWORD)
    hat.user.save()
    return hat


@pytest.fixture
def dossier(hat):
    return make_dossier(referent=hat)


def spent(hat, opened, *, first=10_000_000):
    """This account opened that many dossiers in this hour."""
    hour = hour_of(timezone.now())
    Sighting.objects.bulk_create(
        Sighting(user=hat.user, hour=hour, subject=first + n, opened=True) for n in range(opened)
    )


def page_of(dossier) -> str:
    return reverse("dossier_page", args=[dossier.public_id])


def test_the_page_of_a_dossier_counts_in_its_own_statement(
    hat, dossier, sign_in, django_assert_num_queries
):
    browser = sign_in(hat)
    browser.get(page_of(dossier))

    with django_assert_num_queries(2):  # the session with its hat, the page
        browser.get(page_of(dossier))

    assert Sighting.objects.get().subject == dossier.pk


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_counts_each_of_its_names(count, hat, sign_in):
    dossiers = [make_dossier(referent=hat) for _ in range(count)]

    sign_in(hat).get(reverse("dossier_list"))

    assert set(Sighting.objects.values_list("subject", "opened")) == {
        (dossier.pk, False) for dossier in dossiers
    }


def test_what_may_not_be_read_does_not_count(hat, sign_in):
    assert sign_in(hat).get(page_of(make_dossier())).status_code == 404
    assert not Sighting.objects.exists()


def test_too_fast_the_page_waits_then_shows_itself(clock, hat, dossier, sign_in):
    spent(hat, 81)
    Standing.objects.create(user=hat.user, wait_until=timezone.now() + clock_seconds(20))
    browser = sign_in(hat)

    answer = browser.get(page_of(dossier))

    assert (answer.status_code, answer["Retry-After"], answer["Refresh"]) == (429, "21", "21")
    assert "Attendez 21 secondes." in answer.text
    assert dossier.person.birth_name not in answer.text
    assert not Reading.objects.exists()  # what was not shown is not on record
    clock.shift(21)
    assert browser.get(page_of(dossier)).status_code == 200
    assert Alert.objects.get().step == Step.SLOW


def clock_seconds(seconds: int) -> Any:
    return dt.timedelta(seconds=seconds)


def test_a_fragment_is_told_in_one_sentence(clock, hat, dossier, sign_in):
    spent(hat, 101)

    answer = sign_in(hat).get(page_of(dossier) + "/bloc/team", headers={"HX-Request": "true"})

    assert answer.status_code == 429
    assert answer.text == "Vous avez consulté beaucoup de dossiers. Confirmez que c’est bien vous."
    assert answer["X-Jalon-Link"].startswith("/vigilance/verifier?next=")


def test_in_doubt_one_gives_the_factor_again_and_comes_back(clock, hat, dossier, sign_in):
    spent(hat, 101)
    browser = sign_in(hat)

    refused = browser.get(page_of(dossier))
    assert refused.status_code == 429
    [verify] = re.findall(r'href="(/vigilance/verifier[^"]+)"', refused.text)
    clock.shift(5)
    asked = browser.get(verify.replace("&amp;", "&"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    given = browser.post(asked.url, {"password": PASSWORD})
    back = browser.get(given.url)

    assert back.url == page_of(dossier)
    assert browser.get(back.url).status_code == 200


def test_without_the_factor_one_stays_out(clock, hat, dossier, sign_in):
    spent(hat, 101)
    browser = sign_in(hat)
    browser.get(page_of(dossier))
    clock.shift(5)

    assert browser.get(reverse("verify_trust")).url.startswith(reverse("account_reauthenticate"))
    assert browser.get(page_of(dossier)).status_code == 429


def test_the_way_back_never_leads_elsewhere(hat, sign_in):
    address = reverse("verify_trust") + "?next=https://mechant.example/"

    assert sign_in(hat).get(address).url == reverse("home")


def test_stopped_nothing_more_is_shown_anywhere(clock, hat, dossier, sign_in):
    browser = sign_in(hat)
    assert browser.get(page_of(dossier)).status_code == 200
    alert_about(actor(hat))

    for path in (page_of(dossier), reverse("dossier_list")):
        answer = browser.get(path)
        assert answer.status_code == 403
        assert "Vos consultations sont suspendues" in answer.text
        assert dossier.person.birth_name not in answer.text
    assert browser.get(reverse("colleagues")).status_code == 302


def test_stopped_nothing_is_done_either_but_for_one_s_own_account(clock, hat, dossier, sign_in):
    browser, guest = sign_in(hat), AffiliationFactory()
    alert_about(actor(hat))
    typed = {"hat": guest.public_id, "role": "co_advisor", "word": "Venez voir"}

    for name in ("invite_member", "write_note"):
        answer = browser.post(reverse(name, args=[dossier.public_id]), typed)
        assert answer.status_code == 403
        assert "Vos consultations sont suspendues" in answer.text
        assert "Venez voir" in answer.text
    assert not Invitation.objects.exists()
    assert browser.post(reverse("end_other_sessions")).status_code == 302


def test_what_was_typed_comes_back_to_be_sent_again(hat, sign_in, monkeypatch):
    """A question about a number, beyond the budget: the form is there, but for its secrets."""
    Standing.objects.create(user=hat.user, stopped_at=timezone.now())
    browser = sign_in(hat)
    token = re.search(r'name="token" value="([^"]+)"', browser.get(reverse("open_dossier")).text)
    typed = {
        "first_names": "Zoé", "birth_name": "Weber", "birth_year": "1984", "sex": "U",
        "step": "check", "token": token[1], "france_travail": "1234567A",
    }  # fmt: skip

    answer = browser.post(reverse("open_dossier"), typed)

    assert answer.status_code == 403
    assert 'name="first_names" value="Zoé"' in answer.text
    assert "Rien n’est perdu" in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_alert_list_asks_the_same_statements_for_1_and_3(count, sign_in, django_assert_num_queries):
    manager = AffiliationFactory(role=AffiliationRole.MANAGER)
    for _ in range(count):
        alert_about(colleague(manager.organisation_id, AffiliationRole.PROFESSIONAL))
    alert_about(actor())  # elsewhere
    browser = sign_in(manager)
    browser.get(reverse("alerts"))

    with django_assert_num_queries(2):  # the session with its hat, the alerts
        page = browser.get(reverse("alerts")).text

    assert page.count("data-list-item") == count


def test_a_manager_decides_with_a_reason(sign_in):
    manager = AffiliationFactory(role=AffiliationRole.MANAGER)
    alert = alert_about(colleague(manager.organisation_id, AffiliationRole.PROFESSIONAL))
    browser = sign_in(manager)
    here = reverse("decide_alert", args=[alert.public_id])
    assert "Maintenir la suspension" in browser.get(here).text

    assert browser.post(here, {"reason": "", "decision": "lifted"}).status_code == 422
    guarded = browser.post(here, {"reason": "Elle sort de prison.", "decision": "kept"})
    assert guarded.status_code == 422
    assert "prison" in guarded.text
    browser.post(here, {"reason": "Ce n'était pas elle.", "decision": "kept"})
    browser.post(here, {"reason": "Code changé, tout va bien.", "decision": "lifted"})

    alert.refresh_from_db()
    assert (alert.decision, alert.reason) == ("lifted", "Code changé, tout va bien.")
    assert "Décider" not in browser.get(here).text


def test_who_answers_for_nothing_reads_no_alert(sign_in):
    hat = AffiliationFactory()
    alert = alert_about(colleague(hat.organisation_id))
    browser = sign_in(hat)

    assert browser.get(reverse("alerts")).status_code == 403
    assert browser.get(reverse("decide_alert", args=[alert.public_id])).status_code == 404


def test_a_refusal_says_how_much_to_developers():
    refused = BudgetExceeded(actor(), Step.DOUBT, wait=0, excess=("seen", "week", 601, 600))

    assert (refused.measure, refused.counted, refused.budget) == ("seen", 601, 600)
