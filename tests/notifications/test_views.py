"""The page, the bell and the choices; of a professional, and of the person."""

import re

import pytest

from jalon.dossiers.models import Membership
from jalon.journal.models import Reading
from jalon.notifications.models import DigestTime, Notification, Preference
from jalon.notifications.queries import listing
from tests.factories import AffiliationFactory
from tests.notifications.situations import told

pytestmark = pytest.mark.django_db
PAGE = "/notifications"


def shown(answer):
    return re.findall(r"<strong>([^<]+)</strong> · ([^<]+)</button>", answer.content.decode())


def hat_of(world):
    return world.dossier.referent.affiliation


@pytest.mark.parametrize("count", [1, 3])
def test_notifications_asks_the_same_statements_for_1_and_3(
    count, sign_in, django_assert_num_queries
):
    browser = sign_in(hat_of(told(count)))
    browser.get(PAGE)

    with django_assert_num_queries(6):
        answer = browser.get(PAGE)

    assert shown(answer) == [("Camille Durand", "La personne propose un objectif.")] * count
    last = Reading.objects.order_by("-pk")[0]
    assert (last.channel, len(last.dossiers)) == ("list", 1)


def test_read_one_all_and_take_it_back(sign_in):
    world = told(3)
    browser = sign_in(hat_of(world))
    first = Notification.objects.order_by("-pk")[0]

    opened = browser.post(f"{PAGE}/lues", {"numero": first.public_id, "ouvrir": "1"})
    assert opened.url == f"/dossiers/{world.dossier.public_id}#plan"
    assert browser.get(f"{PAGE}/cloche").json()["unread"] == 2

    answer = browser.post(f"{PAGE}/lues", {"quoi": "non-lues"}, follow=True)
    assert "2 notifications marquées comme lues" in answer.content.decode()
    assert browser.get(f"{PAGE}/cloche").json()["unread"] == 0
    since = re.search(r'name="lues" value="([^"]+)"', answer.content.decode())[1]

    answer = browser.post(f"{PAGE}/non-lues", {"lues": since, "quoi": "non-lues"}, follow=True)
    assert len(shown(answer)) == 2
    assert answer.request["QUERY_STRING"] == "quoi=non-lues"

    browser.post(f"{PAGE}/non-lues", {"numero": first.public_id})
    assert Notification.objects.unread().count() == 3


def test_a_link_that_has_ended_leaves_nothing_on_the_page_nor_in_the_bell(sign_in):
    world = told(2)
    browser = sign_in(hat_of(world))
    assert browser.get(f"{PAGE}/cloche").json()["unread"] == 2
    Membership.objects.filter(pk=world.dossier.referent_id).update(affiliation=AffiliationFactory())

    assert shown(browser.get(PAGE)) == []
    assert "Rien pour le moment" in browser.get(PAGE).content.decode()
    assert browser.get(f"{PAGE}/cloche").json()["unread"] == 0
    number = Notification.objects.order_by("pk")[0].public_id
    assert browser.post(f"{PAGE}/lues", {"numero": number, "ouvrir": "1"}).status_code == 404


def test_nobody_reads_nor_marks_those_of_another(sign_in):
    world = told(1)
    number = Notification.objects.get().public_id
    browser = sign_in(world.other_hat)

    assert shown(browser.get(PAGE)) == []
    browser.post(f"{PAGE}/lues", {"numero": number})
    browser.post(f"{PAGE}/lues")

    assert Notification.objects.unread().count() == 1


@pytest.mark.parametrize("asked", ["?avant=x", "?avant=2026-01-01/3", "?lues=hier&nombre=x",
                                   "?famille=zz", "?quoi=zz"])  # fmt: skip
def test_an_address_written_by_hand_does_no_harm(asked, sign_in):
    browser = sign_in(hat_of(told(1)))

    assert browser.get(PAGE + asked).status_code == 200
    assert browser.post(f"{PAGE}/lues", {"numero": "x"}).status_code == 404


def test_a_page_holds_100_and_the_next_follows(sign_in, monkeypatch):
    monkeypatch.setitem(listing.page.__kwdefaults__, "size", 2)
    browser = sign_in(hat_of(told(3)))

    first = browser.get(PAGE)
    [following] = re.findall(r'href="(\?avant=[^"]+)"', first.content.decode())

    assert len(shown(first)) == 2
    assert len(shown(browser.get(PAGE + following.replace("&amp;", "&")))) == 1


def test_ways_are_chosen_and_the_hour_with_them(sign_in):
    hat = AffiliationFactory()
    browser = sign_in(hat)
    chosen = {"turn": "at_once", "news": "never", "team": "daily", "reminder": "daily", "hour": "9"}

    assert browser.post(f"{PAGE}/reglages", chosen).status_code == 302

    said = dict(Preference.objects.filter(user=hat.user).values_list("family", "way"))
    assert said == {name: way for name, way in chosen.items() if name != "hour"}
    assert DigestTime.objects.get(user=hat.user).hour == 9
    page = browser.get(f"{PAGE}/reglages").content.decode()
    assert len(re.findall(r'value="never"[^>]* checked', page)) == 1
    assert browser.post(f"{PAGE}/reglages", {**chosen, "hour": "25"}).status_code == 422
