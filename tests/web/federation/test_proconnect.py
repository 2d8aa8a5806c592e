"""A professional by ProConnect: in by their identity, or at the door of their body."""

import datetime as dt
import html
import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from jalon.accounts.models import AffiliationRole, FederatedIdentity, IdentityProvider, User
from jalon.directory.models import AffiliationRequest
from jalon.directory.operations import accept_affiliation
from tests.directory.situations import manager_of
from tests.factories import PASSWORD, AffiliationFactory, OrganisationFactory, actor
from tests.jobs import delivered
from tests.proving import proved_now
from tests.web.federation.conftest import ADVISER, Door

pytestmark = pytest.mark.django_db
LINK = "/mon-compte/proconnect"


def link(user, provider, *, idp_id=ADVISER["idp_id"], code=IdentityProvider.PROCONNECT):
    return FederatedIdentity.objects.create(
        user=user,
        provider=code,
        issuer=provider.issuer,
        idp_id=idp_id,
        subject=ADVISER["sub"],
        linked_at=timezone.now(),
    )


def going(browser):
    """Where the page that links goes on to, by itself."""
    [address] = re.findall(
        r'http-equiv="refresh" content="0; url=([^"]+)"', browser.post(LINK).text
    )
    return html.unescape(address)


@pytest.fixture
def body(provider):
    """The body of the SIRET that ProConnect gives, with someone responsible."""
    organisation = OrganisationFactory(name="Mission locale de Forbach")
    provider.person["siret"] = organisation.siret
    manager_of(organisation)
    return organisation


@pytest.fixture
def adviser(provider, body):
    hat = AffiliationFactory(organisation=body)
    link(hat.user, provider)
    return hat


def text(answer):
    return answer.content.decode()


def test_a_newcomer_asks_the_body_of_their_siret_and_enters_once_it_agreed(body, provider, door):
    page = door.enter()

    assert "Votre demande est partie" in text(page)
    assert not door.is_in
    [asked] = AffiliationRequest.objects.all()
    assert (asked.organisation, asked.email, asked.name, asked.user) == (
        body,
        "zoe.lambert@organisme.example",
        "Zoé Lambert",
        None,
    )
    assert [message.subject for message in delivered()] == [
        "Une personne demande une place dans Mission locale de Forbach"
    ]

    hat = accept_affiliation(request=asked, by=manager_of(body), at=timezone.now())
    assert "attend d’être confirmée" in text(door.enter())
    assert not door.is_in

    hat.confirmed_at = timezone.now()
    hat.save()
    assert door.enter().url == "/aujourdhui"
    assert door.is_in


def test_asking_twice_is_one_request_and_one_message(body, provider, door, clock):
    door.enter()
    clock.shift(60)
    door.enter()

    assert AffiliationRequest.objects.count() == 1
    assert len(delivered()) == 1


def test_nobody_to_decide_does_not_break_the_door(provider, door):
    provider.person["siret"] = OrganisationFactory().siret

    assert "Votre demande est partie" in text(door.enter())
    assert delivered() == []


@pytest.mark.parametrize("closed", [False, True])
def test_a_siret_that_no_open_body_has_says_what_to_do(closed, provider, door):
    gone = OrganisationFactory(closed_on=timezone.localdate()) if closed else None
    provider.person["siret"] = gone.siret if gone else "00000000000018"

    answer = door.enter()

    assert answer.status_code == 403
    assert "Votre organisme n’est pas encore ici" in text(answer)
    assert not AffiliationRequest.objects.exists()
    assert not User.objects.exists()


@pytest.mark.parametrize("email_verified", [None, False, True])
def test_an_address_known_elsewhere_opens_no_account(email_verified, body, provider, door):
    """Whoever runs an identity provider may assert any address."""
    victim = AffiliationFactory(user__email=ADVISER["email"].lower())
    provider.lies.userinfo = {"email_verified": email_verified}

    answer = door.enter()

    assert "Votre demande est partie" in text(answer)
    assert not door.is_in
    assert not victim.user.federated_identities.exists()


def test_the_same_subject_behind_another_identity_provider_is_somebody_else(
    adviser, provider, door
):
    provider.person["idp_id"] = "another identity provider"

    door.enter()

    assert not door.is_in
    assert AffiliationRequest.objects.get().user is None


def test_a_closed_account_stays_closed(adviser, provider, door):
    User.objects.filter(pk=adviser.user_id).update(is_active=False)

    assert door.enter().url == "/connexion/compte-ferme"
    assert not door.is_in


def test_an_ended_identity_opens_nothing(adviser, provider, door):
    FederatedIdentity.objects.update(ended_at=timezone.now())

    door.enter()

    assert not door.is_in


def test_whose_places_ended_asks_again_instead_of_entering(adviser, provider, door):
    adviser.ended_on = timezone.localdate()
    adviser.save()

    assert "Votre demande est partie" in text(door.enter())
    assert AffiliationRequest.objects.get().user == adviser.user
    assert not door.is_in


def test_who_has_a_place_elsewhere_enters_and_asks_the_new_body(adviser, provider, door):
    other = OrganisationFactory()
    provider.person["siret"] = other.siret

    assert door.enter().url == "/aujourdhui"
    assert AffiliationRequest.objects.get().organisation == other


def test_who_left_a_body_does_not_ask_it_by_merely_signing_in(adviser, provider, door):
    other = AffiliationFactory(user=adviser.user, ended_on=timezone.localdate())
    provider.person["siret"] = other.organisation.siret

    assert door.enter().url == "/aujourdhui"
    assert not AffiliationRequest.objects.exists()


@pytest.mark.parametrize(
    ("ways", "url"),
    [
        (["pwd", "mfa"], "/aujourdhui"),
        (["pwd"], "/connexion/code"),
        (["totp"], "/connexion/code"),
        ([], "/connexion/code"),
    ],
    ids=str,
)
def test_the_second_factor_of_the_provider_stands_for_ours(ways, url, adviser, provider, door):
    TOTP.activate(adviser.user, generate_totp_secret())
    provider.ways = ways

    assert door.enter().url == url


@pytest.mark.parametrize(("ways", "url"), [(["mfa"], None), (["pwd"], "double-authentification")])
def test_without_any_second_factor_ours_is_set_up_first(
    ways, url, adviser, provider, door, settings
):
    settings.JALON_SECOND_FACTOR_REQUIRED = True
    provider.ways = ways
    door.enter()

    answer = door.browser.get("/aujourdhui")

    assert answer.status_code == (302 if url else 200)
    assert (url or "") in answer.headers.get("Location", "")


def test_amr_that_is_not_a_list_is_no_second_factor(adviser, provider, door):
    TOTP.activate(adviser.user, generate_totp_secret())
    provider.lies.id_token = {"amr": "mfa"}

    assert door.enter().url == "/connexion/code"


def test_whoever_was_signed_in_here_is_signed_out_first(adviser, provider, sign_in):
    door = Door(provider)
    door.browser = sign_in(AffiliationFactory())
    before = door.browser.session.session_key

    door.enter()

    assert door.browser.session["_auth_user_id"] == str(adviser.user_id)
    assert door.browser.session.session_key != before


def test_its_holder_links_an_account_and_then_enters_by_proconnect(body, provider, sign_in):
    hat = AffiliationFactory(organisation=body)
    door = Door(provider)
    door.browser = proved_now(sign_in(hat))
    door.address = going(door.browser)

    answer = door.come_back(door.sign_in_there())

    assert answer.url == "/mon-compte"
    assert hat.user.federated_identities.get().subject == ADVISER["sub"]
    again = Door(provider)
    again.enter()
    assert again.browser.session["_auth_user_id"] == str(hat.user_id)
    [told] = [mail for mail in delivered() if mail.subject == "ProConnect et votre compte"]
    assert told.to == [hat.user.email]
    assert f"http://testserver{LINK}" in told.body


def test_its_holder_detaches_it_and_is_told(adviser, provider, sign_in):
    browser, there = proved_now(sign_in(adviser)), Door(provider)
    other = AffiliationFactory()
    page = text(browser.get(LINK))
    assert page.count("data-list-item") == 1
    [handle] = re.findall(r'name="detach" value="(\w+)"', page)
    stranger = proved_now(sign_in(other))
    assert stranger.post(LINK, {"detach": handle}).status_code == 404

    browser.post(LINK, {"detach": handle})

    assert "Aucune identité n’est reliée" in text(browser.get(LINK))
    assert [mail.to for mail in delivered()] == [[adviser.user.email]]
    there.enter()
    assert not there.is_in


def test_identities_ask_the_same_statements_for_1_and_3(
    adviser, provider, sign_in, django_assert_num_queries
):
    browser = proved_now(sign_in(adviser))
    browser.get(LINK)
    for expected, others in ((1, ("idp-two", "idp-three")), (3, ())):
        with django_assert_num_queries(2):  # the session with its hat, the identities
            assert text(browser.get(LINK)).count("data-list-item") == expected
        for other in others:
            link(adviser.user, provider, idp_id=other)


def test_nothing_is_linked_nor_detached_before_who_it_is_was_asked_again(
    adviser, provider, sign_in
):
    adviser.user.set_password(PASSWORD)
    adviser.user.save()
    browser = sign_in(adviser)

    assert browser.get(LINK).url.startswith("/connexion/confirmer")
    for typed in ({}, {"detach": "x" * 24}):
        assert browser.post(LINK, typed).url == LINK
    browser.post("/connexion/confirmer", {"password": PASSWORD})
    assert browser.get(LINK).status_code == 200
    assert going(browser).startswith(provider.issuer)


def test_a_page_of_elsewhere_links_nothing(adviser, provider):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(adviser.user)

    assert browser.post(LINK).status_code == 403


def test_linking_is_finished_by_who_began_it(body, provider, sign_in):
    victim, thief = AffiliationFactory(), AffiliationFactory()
    door = Door(provider)
    door.browser = proved_now(sign_in(thief))
    door.address = going(door.browser)
    session = door.browser.session
    session["_auth_user_id"] = str(victim.user_id)
    session["_auth_user_hash"] = victim.user.get_session_auth_hash()
    session["acting"] = victim.pk
    session.save()

    assert door.come_back(door.sign_in_there()).status_code == 403
    assert not FederatedIdentity.objects.exists()


def test_an_identity_that_opens_an_account_is_not_linked_to_another(adviser, provider, sign_in):
    hat = AffiliationFactory()
    door = Door(provider)
    door.browser = proved_now(sign_in(hat))
    door.address = going(door.browser)

    answer = door.browser.get(door.come_back(door.sign_in_there()).url)

    assert "Cette identité ProConnect ouvre déjà un compte" in text(answer)
    assert not hat.user.federated_identities.exists()


def test_leaving_ours_leaves_theirs(adviser, provider, door):
    door.enter()
    key = door.browser.session.session_key

    answer = door.browser.post("/deconnexion")

    assert answer.url == "/deconnexion/fournisseur"
    assert not door.is_in
    assert door.browser.session.session_key != key
    page = text(door.browser.get(answer.url))
    assert 'http-equiv="refresh"' in page
    door.address = door.browser.session["leaving"]["address"]
    back = door.sign_in_there()
    [(path, asked)] = provider.asked[-1:]
    assert path == "session/end"
    assert asked["post_logout_redirect_uri"] == "http://testserver/deconnexion/retour"
    assert len(asked["state"]) >= 32
    assert asked["id_token_hint"].count(".") == 2
    assert door.come_back(back).url == "/"
    assert "leaving" not in door.browser.session


def test_who_came_by_password_leaves_as_before(sign_in, provider):
    browser = sign_in(AffiliationFactory())

    assert browser.post("/deconnexion").url == "/"
    assert browser.get("/deconnexion/fournisseur").url == "/"
    assert browser.get("/deconnexion/retour?state=x").url == "/"


def test_the_token_that_ends_the_session_is_sealed_in_ours(adviser, provider, door):
    door.enter()

    assert "eyJ" not in str(dict(door.browser.session.items()))


def test_a_professional_does_not_enter_by_the_door_of_persons(provider, door):
    """The same issuer and subject, linked for ProConnect, mean nothing to FranceConnect."""
    hat = AffiliationFactory()
    link(hat.user, provider, idp_id="")
    provider.person |= {
        "family_name": "LAMBERT",
        "birthdate": "1984-05-03",
        "birthplace": "57463",
        "birthcountry": "99100",
        "gender": "female",
    }

    door.enter("franceconnect")

    assert not door.is_in


def test_a_manager_is_told_on_their_page_within_the_delay(body, provider, door, sign_in):
    door.enter()
    manager = body.affiliations.get(role=AffiliationRole.MANAGER)

    assert "Zoé Lambert" in text(sign_in(manager).get("/demandes-de-rattachement"))
    assert actor(manager).organisation_id == body.pk
    AffiliationRequest.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert "Zoé Lambert" not in text(sign_in(manager).get("/demandes-de-rattachement"))
