"""How a deployment begins: nobody is there yet to give anybody a place."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from jalon.accounts.models import Affiliation, Organisation
from jalon.directory.rules import REGISTER_ORGANISATION
from tests.factories import TerritoryFactory, actor, siret
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def open_platform(**changes):
    call_command(
        "open_platform",
        **{
            "siret": siret(77),
            "organisation": "Opérateur inventé",
            "email": "Ada@operateur.example",
            "first_name": "Ada",
            "last_name": "Weber",
            **changes,
        },
    )


def test_the_first_administrator_chooses_a_password_and_may_register_bodies(capsys, client):
    TerritoryFactory()

    open_platform()

    hat = Affiliation.objects.get()
    address = capsys.readouterr().out.splitlines()[-1]
    assert REGISTER_ORGANISATION.allows(actor(hat), None)
    assert not hat.user.has_usable_password()
    assert client.get(address, follow=True).status_code == 200
    assert [kind for kind, _ in recorded()] == [
        "organisation.registered",
        "account.opened",
        "affiliation.granted",
    ]


def test_a_platform_opens_once():
    TerritoryFactory()
    open_platform()

    with pytest.raises(CommandError, match="open already"):
        open_platform(siret=siret(78), email="autre@operateur.example")

    assert Affiliation.objects.count() == 1


def test_territories_come_first():
    with pytest.raises(CommandError, match="load_territories"):
        open_platform()


def test_a_wrong_siret_writes_nothing():
    TerritoryFactory()

    with pytest.raises(ValidationError):
        open_platform(siret="123")

    assert not Organisation.objects.exists()
