"""What is sent as a list is read as a list, or refused: a page, a drawing, a program are not."""

import io
import zipfile

import pytest

from jalon.accounts.models import AffiliationRole
from jalon.intake.models import PeopleList
from tests.factories import AffiliationFactory
from tests.intake.situations import ZOE, file_of

pytestmark = pytest.mark.django_db

SCRIPT = b"<script>alert(1)</script>"


def zipped(**entries: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return content.getvalue()


NO_LISTS = {
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><path/></svg>',
    "a drawing after its declaration": b'<?xml version="1.0"?>\n<svg onload="alert(1)"/>',
    "a page": b"<!DOCTYPE html><html><body>" + SCRIPT + b"</body></html>",
    "a page after spaces": b"\n  \t<HTML>" + SCRIPT,
    "a page after a mark": b"\xef\xbb\xbf<html>" + SCRIPT,
    "a script": SCRIPT,
    "a document": b"%PDF-1.7\n1 0 obj\n<< /OpenAction << /S /JavaScript >> >>",
    "an image": b"\x89PNG\r\n\x1a\n" + b"a" * 64,
    "an image that is a list too": b"GIF89a;Nom;Prenom\n1;Weber;Ada\n",
    "a photograph": b"\xff\xd8\xff\xe0Nom;Prenom\nWeber;Ada\n",
    "a program": b"MZ\x90\x00\x03" + b"\x90" * 64,
    "a program of another system": b"\x7fELF" + b"a" * 64,
    "a script of the shell": b"#!/bin/sh\nrm -rf /\n",
    "an archive": zipped(**{"autre.txt": b"Nom;Prenom"}),
    "an archive that climbs": zipped(**{"../../etc/passwd": b"root"}),
    "compressed": b"\x1f\x8b\x08\x00" + b"a" * 64,
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"a" * 64,
    "text with a zero": b"Nom;Prenom\nWe\x00ber;Ada\n",
}


@pytest.fixture
def sender(sign_in):
    return sign_in(AffiliationFactory(role=AffiliationRole.MANAGER))


def send(browser, content, name="liste.csv"):
    file = io.BytesIO(content)
    file.name = name
    return browser.post("/listes/", {"file": file})


@pytest.mark.parametrize("kind", NO_LISTS)
@pytest.mark.parametrize("name", ["liste.csv", "liste.xlsx"])
def test_what_is_no_list_is_refused(kind, name, sender):
    answer = send(sender, NO_LISTS[kind], name)

    assert answer.status_code == 422, kind
    assert PeopleList.objects.count() == 0
    assert b"alert(1)" not in answer.content


def test_what_is_a_list_is_received(sender):
    assert send(sender, file_of(ZOE).read()).status_code == 302
    assert PeopleList.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\Ada\\liste.csv", "liste.csv"),
        ("liste\tde\x1b[31m.csv", "liste de [31m.csv"),
        ("liste\u202excod.csv", "liste xcod.csv"),
        ("=cmd|' /C calc'!A0.csv", " C calc'!A0.csv"),
        ("é" * 300 + ".csv", "é" * 196 + ".csv"),
    ],
)
def test_the_name_of_a_file_is_only_a_name(given, kept, sender):
    """Shown as text, never a path: the file itself is in the database, under a number of ours."""
    send(sender, file_of(ZOE).read(), given)

    name = PeopleList.objects.get().file_name
    assert name.replace(" ", "") == kept.replace(" ", "")
    assert len(name) <= 200
