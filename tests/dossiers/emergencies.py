"""Somebody known exactly, a professional trusted with emergencies, and the access they open."""

import datetime as dt

from django.utils import timezone

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.models import Affiliation, Habilitation, HabilitationKind
from jalon.dossiers.models import Dossier, ExceptionalAccess
from jalon.dossiers.operations import open_exceptional_access
from jalon.people.models import Identifier
from jalon.people.queries import Identity, Keys
from tests.factories import AffiliationFactory, PersonFactory, make_dossier

NUMBER = "0246813C"
WHY = "Menace de mise à la rue ce soir même"
IDENTITY = Identity("Camille", "Durand", birth_year=1984, birth_month=3, birth_day=12)
TYPED = {
    "first_names": "Camille", "birth_name": "Durand", "birth_day": "12", "birth_month": "3",
    "birth_year": "1984", "france_travail": NUMBER,
}  # fmt: skip


def known(referent: Affiliation | None = None) -> Dossier:
    """Camille Durand, whose France Travail number is on record."""
    person = PersonFactory(
        first_names="Camille", birth_name="Durand", birth_year=1984, birth_month=3, birth_day=12
    )
    Identifier.objects.create(person=person, kind="france_travail", value=NUMBER)
    return make_dossier(person=person, referent=referent)


def trusted(**fields: object) -> Affiliation:
    """A hat with a habilitation to emergencies, for a month."""
    hat: Affiliation = AffiliationFactory(**fields)
    today = timezone.localdate()
    Habilitation.objects.create(
        affiliation=hat, kind=HabilitationKind.BREAK_GLASS, started_on=today,
        ended_on=today + dt.timedelta(days=30),
    )  # fmt: skip
    return hat


def now_acting(hat: Affiliation) -> Actor:
    return actor_of(hat, on=timezone.localdate(), at=timezone.now())


def opened(by: Affiliation | None = None, **fields: object) -> ExceptionalAccess:
    """The dossier of Camille Durand, opened in an emergency just now."""
    return open_exceptional_access(
        identity=fields.pop("identity", IDENTITY),
        keys=fields.pop("keys", Keys(france_travail=NUMBER)),
        reason=fields.pop("reason", WHY),
        by=now_acting(by or trusted()),
        at=timezone.now(),
    )
