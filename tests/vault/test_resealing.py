"""A key is changed while people work, and what it sealed is put under the new one."""

import os
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from jalon.intake.models import ListPart
from jalon.people.models import Contact, Person
from jalon.vault.sealing import Unreadable, fingerprint, seal, sealed_again
from tests.factories import PersonFactory, UserFactory
from tests.intake.situations import ZOE, received, sender

pytestmark = pytest.mark.django_db

NEW = "another key, for the years to come"
NIR = "184015712345627"


@pytest.fixture
def sealed():
    person = PersonFactory(nir=NIR, nir_fingerprint=fingerprint("nir", NIR))
    Contact.objects.create(person=person, phones="+33639980123", emails="")
    received(ZOE, by=sender())
    Authenticator.objects.create(
        user=UserFactory(), type="totp", data={"secret": seal("a seed").hex()}
    )
    return person


def change_key(settings):
    settings.JALON_FINGERPRINT_KEY = settings.JALON_VAULT_KEY
    settings.JALON_VAULT_KEYS_OLD = [settings.JALON_VAULT_KEY]
    settings.JALON_VAULT_KEY = NEW


def test_with_the_former_key_aside_everything_is_still_read(sealed, settings):
    change_key(settings)

    assert Contact.objects.get(person=sealed).phones == "+33639980123"
    assert Person.objects.get(nir_fingerprint=fingerprint("nir", NIR)).nir == NIR


def test_everything_is_sealed_again_with_the_new_key(sealed, settings):
    change_key(settings)

    call_command("reseal", verbosity=0)
    settings.JALON_VAULT_KEYS_OLD = []

    assert Contact.objects.get(person=sealed).phones == "+33639980123"
    assert Person.objects.get(nir_fingerprint=fingerprint("nir", NIR)).nir == NIR
    assert all(sealed_again(part.sealed) is None for part in ListPart.objects.all())
    [factor] = Authenticator.objects.all()
    assert sealed_again(bytes.fromhex(factor.data["secret"])) is None


def test_done_twice_it_changes_nothing(sealed, settings, capsys):
    change_key(settings)
    call_command("reseal")
    capsys.readouterr()

    call_command("reseal")

    told = capsys.readouterr().out.splitlines()
    assert len(told) > 6
    assert [line for line in told if not line.endswith(": 0 sealed again")] == []


def test_what_no_key_opens_is_left_and_said(sealed, settings):
    settings.JALON_VAULT_KEY = NEW

    with pytest.raises(CommandError, match="could not be opened by any key"):
        call_command("reseal", verbosity=0)

    with pytest.raises(Unreadable):
        Contact.objects.get(person=sealed)


def test_a_large_table_is_done_by_batches(settings, monkeypatch):
    monkeypatch.setattr("jalon.config.management.commands.reseal.BATCH", 2)
    for _ in range(5):
        Contact.objects.create(person=PersonFactory(), phones="+33639980123")
    change_key(settings)

    call_command("reseal", verbosity=0)
    settings.JALON_VAULT_KEYS_OLD = []

    assert {one.phones for one in Contact.objects.all()} == {"+33639980123"}


def test_former_keys_without_the_key_of_fingerprints_are_refused():
    told = subprocess.run(
        [sys.executable, "-c", "import jalon.config.settings"],
        env=os.environ | {"JALON_VAULT_KEYS_OLD": "former", "JALON_FINGERPRINT_KEY": ""},
        capture_output=True,
        text=True,
    )

    assert told.returncode == 1
    assert "JALON_FINGERPRINT_KEY is not" in told.stderr
