"""A word that belongs to one organisation is met nowhere by another (S8): pages, lists, log, mail.

First of its kind, on what can be looked at by GET; exports and streams have tests of their own.
"""

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.operations import write_note
from jalon.people.models import Contact
from tests.conventions.addresses import address, every_pattern, has_object
from tests.directory.situations import administrator_hat
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    PersonFactory,
    actor,
    make_dossier,
)
from tests.jobs import delivered
from tests.security.walking import pages

pytestmark = pytest.mark.django_db

ROLES = [AffiliationRole.MANAGER, AffiliationRole.STEERING]


def body(canary):
    """An organisation that follows someone; all that is its own bears its canary."""
    hat = AffiliationFactory()
    person = PersonFactory(first_names=f"Prénom{canary}", birth_name=f"Nom{canary}")
    dossier = make_dossier(referent=hat, person=person)
    MembershipFactory(dossier=dossier, affiliation=None, organisation=hat.organisation)
    Contact.objects.update_or_create(
        person=person,
        defaults={"phones": "+33639980147", "emails": f"{canary}@exemple.example"},
    )
    write_note(
        dossier=dossier,
        kind="note",
        body=f"Note{canary}",
        is_private=False,
        happened_on=timezone.localdate(),
        by=actor(hat),
        at=timezone.now(),
    )
    return hat, dossier


def seen(browser, dossier, *others):
    """All that this browser is shown: what links lead to, then addresses of what is not its own."""
    yield from pages(browser, f"/dossiers/{dossier.public_id}")
    for word in ("canari", "Prénom", "1984"):
        yield word, browser.get("/dossiers/", {"q": word})
    for pattern in every_pattern():
        if pattern.name and has_object(pattern):
            for other in others:
                path = address(pattern, other.public_id, within=other.public_id)
                yield path, browser.get(path)


def test_no_page_shows_what_belongs_to_another_organisation(sign_in):
    bodies = {"canarijaune": body("canarijaune"), "canaribleu": body("canaribleu")}
    met = 0

    for canary, (hat, dossier) in bodies.items():
        [other] = bodies.keys() - {canary}
        foreign = bodies[other][1]
        roles = ROLES if canary == "canarijaune" else ()
        colleagues = [
            AffiliationFactory(role=role, organisation=hat.organisation) for role in roles
        ]
        for reader in (hat, *colleagues):
            for path, answer in seen(sign_in(reader), dossier, foreign):
                text = answer.content.decode().lower()
                assert other not in text, (reader.role, path)
                met += canary in text

    assert met > 10


def test_whoever_runs_the_platform_meets_nobody(sign_in):
    _hat, dossier = body("canarijaune")

    for path, answer in seen(sign_in(administrator_hat()), dossier, dossier):
        assert "canarijaune" not in answer.content.decode().lower(), path


def test_no_log_tells_what_was_read_or_typed(sign_in, caplog):
    hat, dossier = body("canarijaune")
    browser = sign_in(hat)

    with caplog.at_level("DEBUG", logger="jalon"):
        for _path, _answer in seen(browser, dossier):
            pass
        typed = {"kind": "note", "body": "canarivert\r\nforged line", "happened_on": "canarivert"}
        browser.post(f"/dossiers/{dossier.public_id}/notes", typed)
        browser.post("/dossiers/ouvrir", {"birth_name": "canarivert\r\nforged line"})
        browser.get(
            "/dossiers/", {"q": "canarivert\r\nforged line"}, headers={"X-Request-ID": "a\nb"}
        )

    assert len(caplog.messages) > 20
    assert [line for line in caplog.messages if "canari" in line.lower()] == []
    assert [line for line in caplog.messages if "\n" in line or "forged" in line] == []
    assert [one for one in delivered() if "canari" in one.body + one.subject] == []
