"""Who acts: one hat at a time, dropped as soon as it ends."""

import datetime as dt
import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jalon.accounts.models import Affiliation
from jalon.web.middleware.acting import in_force
from jalon.web.models import Session
from tests.factories import AffiliationFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[Affiliation], Client]


@pytest.fixture
def yesterday() -> dt.date:
    return timezone.localdate() - dt.timedelta(days=1)


def test_the_actor_is_the_hat_chosen_in_this_session(sign_in: SignIn, trial_pages: None) -> None:
    user = UserFactory()
    hats = [AffiliationFactory(user=user, organisation__name=name) for name in ("Un", "Deux")]

    answers = [sign_in(hat).get("/essai/acteur").content.decode() for hat in hats]

    assert answers == ["Un", "Deux"]


def test_who_acts_costs_one_statement(
    sign_in: SignIn, trial_pages: None, django_assert_num_queries: Any
) -> None:
    client = sign_in(AffiliationFactory())

    with django_assert_num_queries(1):
        client.get("/essai/acteur")


def test_the_only_hat_is_chosen_alone(client: Client, trial_pages: None, settings: Any) -> None:
    settings.JALON_SECOND_FACTOR_REQUIRED = False
    hat = AffiliationFactory(organisation__name="Le seul")
    AffiliationFactory(user=hat.user, ended_on=timezone.localdate())
    client.force_login(hat.user)

    assert client.get("/essai/acteur").content.decode() == "Le seul"
    assert Session.objects.get().affiliation_id == hat.pk


def test_with_two_hats_one_must_choose(client: Client, trial_pages: None, settings: Any) -> None:
    settings.JALON_SECOND_FACTOR_REQUIRED = False
    hat = AffiliationFactory()
    AffiliationFactory(user=hat.user)
    client.force_login(hat.user)

    answer = client.get("/essai/acteur")

    assert (answer.status_code, answer["Location"]) == (302, "/agir-pour?next=/essai/acteur")


def test_a_hat_that_ends_drops_out_at_the_next_request(sign_in: SignIn, trial_pages: None) -> None:
    hat = AffiliationFactory(organisation__name="Quittée")
    client = sign_in(hat)
    assert client.get("/essai/acteur").content.decode() == "Quittée"

    Affiliation.objects.filter(pk=hat.pk).update(ended_on=timezone.localdate())

    assert client.get("/essai/acteur").status_code == 302
    assert "Aucun rattachement en cours" in client.get("/agir-pour").content.decode()


def test_what_is_typed_as_a_hat_ends_is_not_lost(sign_in: SignIn, trial_pages: None) -> None:
    hat = AffiliationFactory()
    client = sign_in(hat)
    Affiliation.objects.filter(pk=hat.pk).update(ended_on=timezone.localdate())

    page = client.post("/essai/acteur", {"note": "Rendez-vous <pris>"})
    fragment = client.post("/essai/acteur", headers={"HX-Request": "true"})

    text = html.unescape(page.content.decode())
    assert page.status_code == 403
    assert '<input type="hidden" name="note" value="Rendez-vous <pris>">' in text
    assert "<title>Votre rattachement a pris fin" in text
    assert '<a href="/agir-pour" target="_blank"' in text
    assert (fragment.status_code, fragment["X-Jalon-Link"]) == (403, "/agir-pour")
    assert fragment.content.decode().startswith("Ce rattachement a pris fin.")


def test_a_closed_account_is_out_at_the_next_request(sign_in: SignIn, trial_pages: None) -> None:
    hat = AffiliationFactory()
    client = sign_in(hat)

    hat.user.is_active = False
    hat.user.save()

    assert client.get("/essai/acteur")["Location"] == "/connexion?next=/essai/acteur"


def test_a_changed_password_closes_the_other_sessions(sign_in: SignIn, trial_pages: None) -> None:
    hat = AffiliationFactory()
    client = sign_in(hat)

    hat.user.set_password("une autre phrase de passe")
    hat.user.save()

    assert client.get("/essai/acteur").status_code == 302


def test_choosing_another_hat_and_nobody_else_s(sign_in: SignIn, trial_pages: None) -> None:
    mine = AffiliationFactory(organisation__name="La mienne")
    other = AffiliationFactory(user=mine.user, organisation__name="Mon autre")
    stranger = AffiliationFactory(organisation__name="Celle d'autrui")
    client = sign_in(mine)

    refused = client.post("/agir-pour", {"affiliation": stranger.public_id})
    assert (refused.status_code, client.get("/essai/acteur").content.decode()) == (200, "La mienne")

    chosen = client.post("/agir-pour", {"affiliation": other.public_id, "next": "/essai/acteur"})
    assert (chosen["Location"], client.get("/essai/acteur").content.decode()) == (
        "/essai/acteur",
        "Mon autre",
    )


def test_choosing_never_leads_elsewhere(sign_in: SignIn) -> None:
    hat = AffiliationFactory()

    answer = sign_in(hat).post(
        "/agir-pour", {"affiliation": hat.public_id, "next": "https://mechant.example/"}
    )

    assert answer["Location"] == "/aujourdhui"


def test_the_acting_organisation_is_on_every_page(sign_in: SignIn) -> None:
    client = sign_in(AffiliationFactory(organisation__name="CCAS de Metz"))

    for address in ["/aujourdhui", "/mon-compte", "/plan-du-site", "/nulle-part"]:
        header = client.get(address).content.decode().split("</header>")[0]
        assert "<strong>CCAS de Metz</strong>" in header


def test_my_account_shows_my_hats_and_nobody_else_s(sign_in: SignIn) -> None:
    mine = AffiliationFactory(organisation__name="La mienne")
    AffiliationFactory(user=mine.user, organisation__name="Finie", ended_on=dt.date(2025, 1, 1))
    AffiliationFactory(organisation__name="Étrangère")

    page = html.unescape(sign_in(mine).get("/mon-compte").content.decode())
    shown = [name for name in ("La mienne", "Finie", "Étrangère") if name in page]

    assert shown == ["La mienne", "Finie"]


def test_the_rule_in_memory_is_the_rule_in_the_database(yesterday: dt.date) -> None:
    today = timezone.localdate()
    tomorrow = today + dt.timedelta(days=1)
    for started in (yesterday, today, tomorrow):
        for ended in (None, today, tomorrow):
            if ended and ended < started:
                continue
            for closed in (None, today, tomorrow):
                for active in (True, False):
                    AffiliationFactory(
                        started_on=started,
                        ended_on=ended,
                        organisation=OrganisationFactory(closed_on=closed),
                        user=UserFactory(is_active=active),
                    )
    everything = Affiliation.objects.select_related("user", "organisation")

    in_memory = {hat.pk for hat in everything if in_force(hat, today)}
    in_database = set(Affiliation.objects.in_force(today).values_list("pk", flat=True))

    assert in_memory == in_database
    assert 0 < len(in_memory) < everything.count()


def test_when_the_chosen_hat_ends_the_next_page_says_for_whom_one_acts(
    sign_in: SignIn, trial_pages: None
) -> None:
    ended = AffiliationFactory(organisation__name="Quittée")
    AffiliationFactory(user=ended.user, organisation__name="Restée")
    client = sign_in(ended)
    Affiliation.objects.filter(pk=ended.pk).update(ended_on=timezone.localdate())

    sent = client.post("/essai/acteur", {"note": "Rendez-vous pris"})
    part = client.get("/essai/acteur", headers={"HX-Request": "true"})
    page = html.unescape(client.get("/plan-du-site").content.decode())
    again = html.unescape(client.get("/plan-du-site").content.decode())

    assert (sent.status_code, part.status_code) == (403, 403), "nothing is done under another hat"
    assert "Rendez-vous pris" in html.unescape(sent.content.decode())
    told = "Votre rattachement à Quittée a pris fin. Vous agissez maintenant pour Restée."
    assert [told in page, told in again] == [True, False]
    assert client.post("/essai/acteur").content.decode() == "Restée"


def test_what_is_typed_before_a_second_factor_is_set_up_is_not_lost(
    sign_in: SignIn, trial_pages: None, settings: Any
) -> None:
    client = sign_in(AffiliationFactory())
    settings.JALON_SECOND_FACTOR_REQUIRED = True

    page = client.post("/essai/acteur", {"note": "Rendez-vous <pris>"})
    fragment = client.post("/essai/acteur", headers={"HX-Request": "true"})

    text = html.unescape(page.content.decode())
    secure = "/mon-compte/double-authentification"
    assert page.status_code == 403
    assert '<input type="hidden" name="note" value="Rendez-vous <pris>">' in text
    assert f'<a href="{secure}" target="_blank"' in text
    assert (fragment.status_code, fragment["X-Jalon-Link"]) == (403, secure)
    assert client.get("/essai/acteur")["Location"] == secure
