"""The menu shows what would open, and nothing else."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole
from tests.factories import AffiliationFactory
from tests.space.situations import account_of, browser_of, camille

pytestmark = pytest.mark.django_db
Role, Kind = AffiliationRole, OrganisationKind


def menu(page: str) -> list[str]:
    entries = page.split('class="j-nav"')[1].split("</nav>")[0]
    return re.findall(r'<a href="([^"]+)"', entries)


def test_the_person_has_their_own_entries() -> None:
    client = browser_of(account_of(camille().person))

    found = menu(client.get("/mon-espace").content.decode())

    assert found == [
        "/mon-espace",
        "/mon-espace/chemin",
        "/mon-espace/rendez-vous",
        "/mon-espace/lectures",
        "/mon-espace/droits",
    ]
    assert {client.get(address).status_code for address in found} == {200}


@pytest.mark.parametrize(
    ("role", "kind", "shown"),
    [
        (
            Role.PROFESSIONAL,
            Kind.CCAS,
            [
                "/aujourdhui", "/dossiers/", "/echeances", "/rendez-vous", "/relais",
                "/propositions/", "/organismes",
            ],
        ),
        (
            Role.ORIENTATION_OFFICER,
            Kind.DEPARTEMENT,
            [
                "/aujourdhui", "/dossiers/", "/echeances", "/rendez-vous", "/orientation",
                "/relais", "/propositions/", "/listes/", "/organismes",
            ],
        ),
        (
            Role.MANAGER,
            Kind.ASSOCIATION,
            [
                "/aujourdhui", "/dossiers/", "/echeances", "/rendez-vous", "/relais",
                "/propositions/", "/mon-organisme", "/suivis", "/vigilance",
                "/protection/questions", "/strategies", "/projets", "/appels", "/organismes",
            ],
        ),
        (
            Role.DATA_PROTECTION,
            Kind.DEPARTEMENT,
            ["/aujourdhui", "/vigilance", "/protection", "/conservation", "/organismes"],
        ),
        (
            Role.STEERING,
            Kind.PREFECTURE,
            [
                "/aujourdhui", "/strategies", "/projets", "/instruction", "/conventions",
                "/appels", "/organismes",
            ],
        ),
        (Role.ADMINISTRATOR, Kind.OPERATOR, ["/aujourdhui", "/vigilance", "/organismes"]),
    ],
)  # fmt: skip
def test_each_entry_opens(
    sign_in: Callable[[Affiliation], Client], role: str, kind: str, shown: list[str]
) -> None:
    client = sign_in(AffiliationFactory(role=role, organisation__kind=kind))

    found = menu(client.get("/aujourdhui").content.decode())

    assert found == shown
    assert {
        address: client.get(address, follow=True).status_code for address in found
    } == dict.fromkeys(found, 200)
