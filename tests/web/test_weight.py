"""What is too heavy or unreadable is refused before it is read."""

import io

import pytest

from jalon.accounts.models import AffiliationRole
from tests.factories import AffiliationFactory

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024


class Unread(io.RawIOBase):
    """A body that tells how much of it was read."""

    taken = 0

    def readinto(self, buffer):
        self.taken += len(buffer)
        buffer[:] = b"a" * len(buffer)
        return len(buffer)

    def read(self, size=-1):
        self.taken += max(size, 0)
        return b"a" * max(size, 0)


def send(browser, path, length, content_type="application/x-www-form-urlencoded", **extra):
    body = Unread()
    answer = browser.generic(
        "POST",
        path,
        b"",
        content_type,
        **{"CONTENT_LENGTH": str(length), "wsgi.input": body},
        **extra,
    )
    return answer, body


@pytest.mark.parametrize(
    "kind",
    ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"],
)
def test_ten_megabytes_are_refused_without_being_read(kind, sign_in):
    browser = sign_in(AffiliationFactory())

    answer, body = send(browser, "/dossiers/ouvrir", 10 * MEGABYTE, kind)

    assert answer.status_code == 413
    assert "au plus 1 Mo" in answer.content.decode()
    assert body.taken == 0


def test_a_list_may_weigh_200_megabytes_and_no_more(sign_in):
    browser = sign_in(AffiliationFactory(role=AffiliationRole.MANAGER))

    answer, body = send(browser, "/listes/", 201 * MEGABYTE, "multipart/form-data; boundary=x")

    assert answer.status_code == 413
    assert "au plus 200 Mo" in answer.content.decode()
    assert body.taken == 0


def test_a_list_of_two_megabytes_goes_past_the_door(sign_in):
    browser = sign_in(AffiliationFactory(role=AffiliationRole.MANAGER))

    answer = browser.post("/listes/", {"file": io.BytesIO(b"\x00" * 2 * MEGABYTE)})

    assert answer.status_code == 422


def test_a_body_whose_size_is_not_announced_is_not_read(sign_in):
    browser = sign_in(AffiliationFactory())

    answer, body = send(browser, "/dossiers/ouvrir", "", HTTP_TRANSFER_ENCODING="chunked")

    assert answer.status_code == 411
    assert body.taken == 0


def test_htmx_is_told_in_one_sentence(sign_in):
    browser = sign_in(AffiliationFactory())

    answer, _body = send(browser, "/dossiers/ouvrir", 10 * MEGABYTE, HTTP_HX_REQUEST="true")

    assert answer.status_code == 413
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "path", ["/dossiers/?nom=a%00b", "/dossiers/?%00=a", "/dossiers/lignes?d=%00"]
)
def test_a_nul_byte_in_an_address_is_refused(path, sign_in):
    assert sign_in(AffiliationFactory()).get(path).status_code == 400


def test_a_nul_byte_in_a_form_is_refused(sign_in):
    answer = sign_in(AffiliationFactory()).post("/dossiers/ouvrir", {"birth_name": "A\x00B"})

    assert answer.status_code == 400


def test_broken_utf_8_breaks_nothing(sign_in):
    browser = sign_in(AffiliationFactory())
    form = browser.generic(
        "POST", "/dossiers/ouvrir", b"birth_name=%ff%fe\xff", "application/x-www-form-urlencoded"
    )

    assert browser.get("/dossiers/?nom=%ff%fe%c3").status_code == 200
    assert browser.get("/%ff%fe").status_code == 404
    assert form.status_code < 500


def test_a_giant_header_breaks_nothing(sign_in):
    browser = sign_in(AffiliationFactory())
    giant = "a" * 2 * MEGABYTE

    for header in (
        "referer",
        "x-request-id",
        "accept-language",
        "cookie",
        "hx-current-url",
        "user-agent",
    ):
        assert browser.get("/dossiers/", headers={header: giant}).status_code in {200, 302}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/connexion", "/dossiers/"])
def test_only_what_pages_and_forms_say_is_heard(method, path, sign_in):
    assert sign_in(AffiliationFactory()).generic(method, path).status_code == 405
