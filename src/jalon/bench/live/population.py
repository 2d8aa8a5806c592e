"""The people of the live bench: hats, dossiers with a team of three, and who has what open."""

import random
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation, User
from jalon.dossiers.models import Dossier, Membership, TeamRole
from jalon.people.models import Person
from jalon.territories.models import Territory, TerritoryKind

TEAM = 3
LISTS = 5  # one stream out of five is a list ("Mes dossiers"), the others are dossiers


@dataclass(frozen=True)
class Screen:
    """One stream to open: a dossier, or the list of a hat (`dossier` None)."""

    affiliation: int
    user: int
    dossier: int | None


def populate(streams: int, *, on: date, at: datetime) -> list[Screen]:
    """Fill the empty database so that `streams` screens have something to follow."""
    hats = max(10, streams // 2)
    dossiers = max(4, streams // 3)
    with transaction.atomic():
        affiliations = _hats(hats, on, at)
        teams = _dossiers(dossiers, affiliations, on, at)
    rng = random.Random(1)
    screens = [
        Screen(hat.pk, hat.user_id, dossier) for dossier, team in teams.items() for hat in team
    ]
    rng.shuffle(screens)
    lists = [Screen(hat.pk, hat.user_id, None) for hat in affiliations[: streams // LISTS]]
    chosen = screens[: streams - len(lists)] + lists
    rng.shuffle(chosen)
    return chosen


def _hats(count: int, on: date, at: datetime) -> list[Affiliation]:
    territory = Territory.objects.create(
        kind=TerritoryKind.COUNTRY, code="FR", name="France", valid_from=on
    )
    organisations = Organisation.objects.bulk_create(
        Organisation(
            kind=OrganisationKind.DEPARTEMENT, name=f"Organisme inventé {n}",
            siret=f"{n:014d}", territory=territory, is_synthetic=True,
        )
        for n in range(20)
    )  # fmt: skip
    users = User.objects.bulk_create(
        User(email=f"agent{n}@organisme.example", first_name="Ada", last_name=f"Weber {n}")
        for n in range(count)
    )
    return Affiliation.objects.bulk_create(
        Affiliation(
            user=user, organisation=organisations[n % 20], started_on=on,
            role=AffiliationRole.PROFESSIONAL, confirmed_at=at,
        )
        for n, user in enumerate(users)
    )  # fmt: skip


def _dossiers(
    count: int, hats: list[Affiliation], on: date, at: datetime
) -> dict[int, list[Affiliation]]:
    """Keys are chosen here: a dossier needs its référent's seat, and the seat its dossier."""
    rng = random.Random(3)
    people = Person.objects.bulk_create(
        Person(first_names="Camille", birth_name=f"Personne {n}", is_synthetic=True)
        for n in range(count)
    )
    teams = {n + 1: rng.sample(hats, TEAM) for n in range(count)}
    Dossier.objects.bulk_create(
        Dossier(pk=key, person=people[key - 1], referent_id=key * TEAM, opened_at=at)
        for key in teams
    )
    Membership.objects.bulk_create(
        Membership(
            pk=key * TEAM + rank, dossier_id=key, organisation_id=hat.organisation_id,
            affiliation=hat, started_on=on,
            role=TeamRole.CO_ADVISOR if rank else TeamRole.REFERENT,
        )
        for key, team in teams.items()
        for rank, hat in enumerate(team)
    )  # fmt: skip
    return teams
