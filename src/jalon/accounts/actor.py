"""Who acts, for which organisation, in what capacity: the only "user" the domains ever see."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from jalon.accounts.kinds import Competence, competences
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.parameters.queries import integer


@dataclass(frozen=True)
class Actor:
    """One human under one hat. Rights come from this hat alone, never from the union of hats.

    `confirmed_at`: since when a second person has answered for this hat (readings start low).
    `today` is the day the rights are computed for: seats and hats that end, end on a day. `at` is
    the instant, for what lasts minutes (an exceptional access); without it, such things are over.
    """

    user_id: int
    name: str
    affiliation_id: int
    affiliation_public_id: UUID
    role: str
    organisation_id: int
    organisation_name: str
    organisation_kind: str
    confirmed_at: datetime
    today: date
    at: datetime | None = None

    @property
    def competences(self) -> frozenset[Competence]:
        return competences(self.organisation_kind)

    def is_a(self, role: AffiliationRole) -> bool:
        return self.role == role


@dataclass(frozen=True)
class PersonActor:
    """The person whose dossier it is, signed in with their own account: no hat, no organisation."""

    user_id: int
    name: str
    person_id: int
    today: date
    affiliation_id: None = None
    organisation_id: None = None
    role: str = "person"


def is_newcomer(actor: Actor) -> bool:
    """Whether a second person answered for this hat only a few days ago (`new_account.days`)."""
    days = timedelta(days=integer("new_account.days", on=actor.today))
    here = timezone.get_default_timezone()
    return actor.confirmed_at.astimezone(here).date() + days > actor.today


def actor_of(affiliation: Affiliation, *, on: date, at: datetime | None = None) -> Actor:
    """The actor an affiliation makes (user and organisation should be loaded with it)."""
    user, organisation = affiliation.user, affiliation.organisation
    if affiliation.confirmed_at is None:
        raise ValueError(f"Affiliation {affiliation.pk} is not confirmed: nobody acts under it yet")
    return Actor(
        user_id=user.pk,
        name=user.name,
        affiliation_id=affiliation.pk,
        affiliation_public_id=affiliation.public_id,
        role=affiliation.role,
        organisation_id=organisation.pk,
        organisation_name=str(organisation),
        organisation_kind=organisation.kind,
        confirmed_at=affiliation.confirmed_at,
        today=on,
        at=at,
    )


def hats(user_id: int, *, on: date) -> list[Affiliation]:
    """The affiliations a user may act under on that day, in the order they are offered."""
    return list(
        Affiliation.objects.in_force(on)
        .filter(user_id=user_id)
        .select_related("user", "organisation")
        .order_by("organisation__name", "role", "pk")
    )
