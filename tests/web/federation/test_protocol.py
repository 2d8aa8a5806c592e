"""What is checked between the door and the session, against a provider that lies in one way."""

import time
from base64 import urlsafe_b64encode
from json import dumps
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from jalon.web.signin.federation import discovery, fetching
from tests.directory.requests import linked
from tests.factories import AffiliationFactory
from tests.web.federation.conftest import ADVISER, Door
from tests.web.federation.provider import CLIENT_ID, KEYS, SECRET, STRANGER

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser(provider):
    """Somebody whom an honest provider lets in."""
    hat = AffiliationFactory()
    identity = linked(hat.user, ADVISER["sub"])
    identity.issuer, identity.idp_id = provider.issuer, ADVISER["idp_id"]
    identity.save()
    provider.person["siret"] = hat.organisation.siret
    return hat


def unsigned(claims):
    header = {"alg": "none", "kid": "one"}
    part = jwt.encode({"alg": "RS256"}, claims, KEYS["RS256"]).split(".")[1]

    return f"{urlsafe_b64encode(dumps(header).encode()).rstrip(b'=').decode()}.{part}."


def by_secret(claims):
    key = OctKey.import_key(SECRET.ljust(32).encode())
    return jwt.encode({"alg": "HS256", "kid": "one"}, claims, key)


def by_stranger(claims):
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, STRANGER)


def by_unknown_key(claims):
    return jwt.encode({"alg": "RS256", "kid": "three"}, claims, STRANGER)


def changed_afterwards(claims):
    head, _, tail = by_hand(claims).split(".")
    other = by_hand({**claims, "sub": "somebody else"}).split(".")[1]
    return f"{head}.{other}.{tail}"


def by_hand(claims):
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, KEYS["RS256"])


def rejected(door):
    answer = door.enter()
    assert answer.status_code == 403
    assert "par prudence, rien n’a été ouvert" in answer.content.decode()
    assert not door.is_in


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_an_honest_provider_lets_its_professional_in(algorithm, adviser, provider, door):
    provider.algorithm = algorithm

    answer = door.enter(next="/dossiers/")

    assert (answer.status_code, answer.url) == (302, "/dossiers/")
    assert door.browser.session["_auth_user_id"] == str(adviser.user_id)


def test_what_is_asked_and_nothing_more(provider, door):
    asked = door.leave("proconnect")

    assert min(len(asked["state"]), len(asked["nonce"])) >= 32
    assert asked["state"] != asked["nonce"]
    assert {name: asked[name] for name in set(asked) - {"state", "nonce", "code_challenge"}} == {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": "http://testserver/connexion/proconnect/retour",
        "scope": "openid given_name usual_name email uid siret idp_id",
        "claims": '{"id_token":{"amr":{"essential":true}}}',
        "code_challenge_method": "S256",
    }


def test_what_is_asked_of_franceconnect(provider, door):
    asked = door.leave("franceconnect")

    assert asked["acr_values"] == "eidas1"
    assert "claims" not in asked
    assert set(asked["scope"].split()) == {
        "openid", "given_name", "family_name", "birthdate", "birthplace", "birthcountry",
        "gender", "email", "preferred_username",
    }  # fmt: skip


def test_a_provider_that_does_not_know_pkce_is_not_sent_what_it_would_refuse(
    adviser, provider, door
):
    provider.lies.metadata = {"code_challenge_methods_supported": None}

    assert "code_challenge" not in door.leave("proconnect")
    assert door.come_back(door.sign_in_there()).status_code == 302
    assert door.is_in


def test_the_test_provider_refuses_an_undocumented_parameter(provider, door):
    door.leave("proconnect")
    door.address += "&ui_locales=fr"

    with pytest.raises(AssertionError, match="Y000400"):
        door.sign_in_there()


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "of another sign-in, and long enough to look right"},
        {"nonce": None},
        {"aud": "another client"},
        {"aud": [CLIENT_ID, "another client"]},
        {"azp": "another client"},
        {"aud": None},
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"exp": "an hour ago"},
        {"exp": None},
        {"iat": "in an hour"},
        {"sub": None},
        {"sub": ""},
    ],
    ids=str,
)
def test_an_id_token_that_is_not_for_us_now_is_worth_nothing(lie, adviser, provider, door):
    moments = {"an hour ago": int(time.time()) - 3600, "in an hour": int(time.time()) + 3600}
    provider.lies.id_token = {
        name: moments.get(said, said) if isinstance(said, str) else said
        for name, said in lie.items()
    }

    rejected(door)


SIGNATURES = [unsigned, by_secret, by_stranger, changed_afterwards]


@pytest.mark.parametrize("sign", SIGNATURES)
def test_an_id_token_that_the_provider_did_not_sign(sign, adviser, provider, door):
    provider.lies.sign_id_token = sign

    rejected(door)


@pytest.mark.parametrize("sign", SIGNATURES)
def test_userinfo_that_the_provider_did_not_sign(sign, adviser, provider, door):
    provider.lies.sign_userinfo = sign

    rejected(door)


def test_userinfo_in_clear_is_refused(adviser, provider, door):
    provider.lies.userinfo_type = "application/json"

    rejected(door)


@pytest.mark.parametrize(
    "lie",
    [
        {"sub": "somebody else"},
        {"sub": None},
        {"aud": "another client"},
        {"iss": "https://elsewhere.example"},
        {"siret": None},
        {"siret": 12345678901234},
        {"email": " "},
        {"idp_id": None},
        {"given_name": None},
        {"usual_name": None},
        {"exp": 1},
    ],
    ids=str,
)
def test_userinfo_about_somebody_else_or_incomplete(lie, adviser, provider, door):
    provider.lies.userinfo = lie

    rejected(door)


def test_a_state_that_this_browser_did_not_leave_with(adviser, provider, door):
    door.leave("proconnect")
    address = door.sign_in_there()

    stolen = Door(provider).come_back(address)  # the browser of somebody else
    forged = door.come_back(address.replace("state=", "state=x"))

    assert (stolen.status_code, forged.status_code) == (403, 403)
    assert not door.is_in


def test_an_address_to_come_back_serves_once(adviser, provider, door):
    door.leave("proconnect")
    address = door.sign_in_there()
    assert door.come_back(address).status_code == 302
    redeemed = provider.paths().count("token")

    assert door.come_back(address).status_code == 403
    assert provider.paths().count("token") == redeemed


def test_a_code_used_already_is_refused_by_the_provider(adviser, provider, door):
    door.leave("proconnect")
    address = door.sign_in_there()
    code = dict(parse_qsl(urlsplit(address).query))["code"]
    del provider.codes[code]  # somebody else was faster

    assert door.come_back(address).status_code == 403


def test_a_state_of_one_provider_does_not_serve_for_the_other(adviser, provider, door):
    door.leave("proconnect")
    address = door.sign_in_there()

    answer = door.come_back(address.replace("/proconnect/", "/franceconnect/"))

    assert answer.status_code == 403
    assert "token" not in provider.paths()


def test_who_comes_back_too_late_begins_again(adviser, provider, door, clock):
    door.leave("proconnect")
    address = door.sign_in_there()
    clock.shift(601)

    assert door.come_back(address).status_code == 403


@pytest.mark.parametrize(
    "added", [{"extra": "1"}, {"iss": "https://elsewhere.example"}, {"code": "twice"}], ids=str
)
def test_what_comes_back_with_more_than_it_should(added, adviser, provider, door):
    door.leave("proconnect")

    answer = door.come_back(f"{door.sign_in_there()}&{urlencode(added)}")

    assert answer.status_code == 403
    assert "token" not in provider.paths()


def test_giving_up_is_not_an_error(provider, door):
    state = door.leave("proconnect")["state"]

    query = urlencode({"error": "access_denied", "state": state})
    answer = door.browser.get(f"/connexion/proconnect/retour?{query}", follow=True)

    assert answer.redirect_chain == [("/connexion", 302)]
    assert "a pas été terminée" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [(".well-known/openid-configuration", 500), ("token", 503), ("userinfo", 500), ("jwks", 500)],
)
def test_a_provider_that_fails_is_said_and_the_site_goes_on(path, status, adviser, provider, door):
    provider.lies.status = {path: status}

    first = door.browser.get("/connexion/proconnect")
    if first.url.startswith("http://127.0.0.1"):
        door.address = first.url
        first = door.come_back(door.sign_in_there())
    page = door.browser.get(first.url)

    assert first.url == "/connexion"
    assert "ProConnect ne répond pas en ce moment" in page.content.decode()
    assert "Mot de passe" in page.content.decode()


def test_a_provider_that_is_away_is_not_asked_again_at_once(provider, door):
    provider.lies.status = {".well-known/openid-configuration": 500}
    door.browser.get("/connexion/proconnect")
    provider.lies.status = {}

    assert door.browser.get("/connexion/proconnect").url == "/connexion"
    assert provider.paths().count(".well-known/openid-configuration") == 1


def test_nobody_listens(provider, door, settings):
    nowhere = {**settings.JALON_IDENTITY_PROVIDERS["proconnect"], "url": "http://127.0.0.1:9/x"}
    settings.JALON_IDENTITY_PROVIDERS = {"proconnect": nowhere}

    assert door.browser.get("/connexion/proconnect").url == "/connexion"


@pytest.mark.parametrize(
    "lie",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "http://127.0.0.1:1/token"},
        {"jwks_uri": "http://169.254.169.254/keys"},
        {"authorization_endpoint": "https://elsewhere.example/authorize"},
        {"userinfo_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
    ],
    ids=str,
)
def test_only_the_hosts_of_the_provider_are_contacted(lie, provider, door):
    provider.lies.metadata = lie

    assert door.browser.get("/connexion/proconnect").url == "/connexion"
    assert provider.paths() == [".well-known/openid-configuration"]


def test_a_host_that_the_deployment_lists_may_answer(provider, settings, door):
    port = urlsplit(provider.issuer).port
    provider.lies.metadata = {"jwks_uri": f"http://localhost:{port}/api/v2/jwks"}
    given = settings.JALON_IDENTITY_PROVIDERS["proconnect"]
    settings.JALON_IDENTITY_PROVIDERS = {"proconnect": {**given, "hosts": [f"localhost:{port}"]}}

    assert door.leave("proconnect")


def test_a_redirection_is_not_followed(adviser, provider, door):
    provider.lies.redirects_to = f"{provider.issuer}/elsewhere"

    answer = door.enter()

    assert answer.status_code in {302, 403}
    assert not door.is_in
    assert "elsewhere" not in provider.paths()


def test_an_endless_answer_is_cut(provider, door):
    provider.lies.weight = fetching.MOST_BYTES

    assert door.browser.get("/connexion/proconnect").url == "/connexion"


def test_an_answer_that_drips_is_cut(provider, door, monkeypatch):
    monkeypatch.setattr(fetching, "WHOLE", -1.0)

    assert door.browser.get("/connexion/proconnect").url == "/connexion"


def test_a_key_that_changed_is_looked_for_again_but_not_at_each_attempt(
    adviser, provider, door, monkeypatch
):
    assert door.enter().status_code == 302
    provider.lies.sign_id_token = by_unknown_key
    Door(provider).enter()
    Door(provider).enter()
    assert provider.paths().count("jwks") == 1

    monkeypatch.setattr(discovery, "KEYS_AGAIN", 0.0)
    Door(provider).enter()
    assert provider.paths().count("jwks") == 2


def test_another_site_sends_nobody_there(provider, door):
    answer = door.browser.get("/connexion/proconnect", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.url == "/connexion"


def test_a_page_elsewhere_is_not_where_one_goes_next(adviser, provider, door):
    assert door.enter(next="https://elsewhere.example/").url == "/aujourdhui"


def test_a_door_that_is_not_configured_does_not_exist(client, settings):
    settings.JALON_IDENTITY_PROVIDERS = {}

    for path in ("proconnect", "franceconnect", "proconnect/retour", "franceconnect/retour"):
        assert client.get(f"/connexion/{path}").status_code == 404
    assert "ProConnect" not in client.get("/connexion").content.decode()


def test_the_buttons_are_on_the_page_once_configured(provider, client):
    page = client.get("/connexion", {"next": "/dossiers/"}).content.decode()

    assert "S’identifier avec ProConnect" in page
    assert "S’identifier avec FranceConnect" in page
    assert "Qu’est-ce que FranceConnect" in page
    assert 'href="/connexion/proconnect?next=%2Fdossiers%2F"' in page
