"""The situations tests start from. Everybody here is invented."""

import datetime as dt
from typing import Any

import factory
from django.db import transaction
from django.utils import timezone

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import (
    Affiliation,
    AffiliationRole,
    Habilitation,
    HabilitationKind,
    Organisation,
    User,
)
from jalon.dossiers.models import (
    Dossier,
    Education,
    Household,
    Membership,
    Rights,
    TeamRole,
    Work,
)
from jalon.people.models import Contact, Person
from jalon.territories.models import Territory, TerritoryKind

LONG_AGO = dt.date(2024, 1, 8)
PASSWORD = "une phrase de passe inventée"


def siret(number: int) -> str:
    """A SIRET with a right key, in a range that no real body uses (SIREN 000 …)."""
    stem = f"000{number:010d}"
    digits = [int(digit) for digit in stem]
    doubled = [d * 2 - 9 if d * 2 > 9 else d * 2 for d in digits[::-1][::2]]
    key = -(sum(doubled) + sum(digits[::-1][1::2])) % 10
    return f"{stem}{key}"


class TerritoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Territory
        django_get_or_create = ("kind", "code")

    kind = TerritoryKind.COUNTRY
    code = "FR"
    name = "France"
    valid_from = LONG_AGO


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"agent{n}@organisme.example")
    first_name = "Ada"
    last_name = factory.Sequence(lambda n: f"Weber{n}")
    civility = "Mme"


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    kind = OrganisationKind.DEPARTEMENT
    name = factory.Sequence(lambda n: f"Organisme inventé {n}")
    siret = factory.Sequence(siret)
    territory = factory.SubFactory(TerritoryFactory)
    is_synthetic = True


class AffiliationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Affiliation

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = AffiliationRole.PROFESSIONAL
    started_on = LONG_AGO
    confirmed_at = dt.datetime(2024, 1, 8, 9, tzinfo=dt.UTC)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    first_names = "Camille"
    birth_name = factory.Sequence(lambda n: f"Personne{n}")
    birth_year = 1984
    is_synthetic = True


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    affiliation = factory.SubFactory(AffiliationFactory)
    organisation = factory.LazyAttribute(
        lambda seat: seat.affiliation.organisation if seat.affiliation else OrganisationFactory()
    )
    role = TeamRole.CO_ADVISOR
    started_on = LONG_AGO


def make_dossier(*, referent: Affiliation | None = None, **fields: Any) -> Dossier:
    """An open dossier with its référent (someone new unless given) and its empty blocks."""
    with transaction.atomic():
        person = fields.pop("person", None) or PersonFactory()
        seat = MembershipFactory.build(
            affiliation=referent or AffiliationFactory(), role=TeamRole.REFERENT, dossier=None
        )
        fields.setdefault("opened_at", timezone.now() - dt.timedelta(days=30))
        return _saved(Dossier(person=person, **fields), seat)


def _saved(dossier: Dossier, seat: Membership) -> Dossier:
    # The seat needs its dossier and the dossier its seat: keys are checked at commit.
    dossier.pk = Dossier.objects.reserve_id()
    seat.dossier_id = dossier.pk
    seat.save()
    dossier.referent = seat
    dossier.save(force_insert=True)
    Contact.objects.get_or_create(person=dossier.person)
    for block in (Household, Rights, Education, Work):
        block.objects.create(dossier=dossier)
    return dossier


def actor(affiliation: Affiliation | None = None, **fields: Any) -> Actor:
    """Someone who acts today under one hat; `fields` describe a new affiliation."""
    return actor_of(affiliation or AffiliationFactory(**fields), on=timezone.localdate())


def swear(affiliation: Affiliation) -> Affiliation:
    """Give a hat, for a year, an express habilitation to professional secrecy."""
    today = timezone.localdate()
    Habilitation.objects.create(
        affiliation=affiliation,
        kind=HabilitationKind.SECRECY,
        started_on=today,
        ended_on=today + dt.timedelta(days=365),
    )
    return affiliation


def an_hour_ago() -> dt.datetime:
    return timezone.now() - dt.timedelta(hours=1)
