"""Whom one may invite around a person, or hand a person over to."""

from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import PROFILES, Competence
from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier, Membership
from jalon.dossiers.rules import ROLES_WITH_PEOPLE
from jalon.territories.models import PlainText

LEADING_KINDS = [
    kind for kind, profile in PROFILES.items() if Competence.LEAD in profile.competences
]


def professionals(actor: Actor, words: str) -> QuerySet[Affiliation]:
    """Hats in force that work with people, whose name and organisation hold every word typed."""
    hats = (
        Affiliation.objects.in_force(actor.today)
        .filter(role__in=ROLES_WITH_PEOPLE)
        .select_related("user", "organisation")
        .alias(plain=PlainText(_everything()))
        .order_by("user__last_name", "user__first_name", "pk")
    )
    for word in words.split():
        hats = hats.filter(plain__contains=PlainText(Value(word)))
    return hats


def may_lead(hats: QuerySet[Affiliation]) -> QuerySet[Affiliation]:
    """Those whose organisation may be the référent of a person."""
    return hats.filter(organisation__kind__in=LEADING_KINDS)


def outside(hats: QuerySet[Affiliation], dossier: Dossier, *, today: date) -> QuerySet[Affiliation]:
    """Those who hold no seat around the person that day; one whose time has passed is none."""
    seats = Membership.objects.in_force(today).filter(dossier=dossier, affiliation=OuterRef("pk"))
    return hats.exclude(Exists(seats))


def _everything() -> Concat:
    who, where = ("user__first_name", "user__last_name", "job_title"), ("name", "short_name")
    parts = [*who, *(f"organisation__{part}" for part in where)]
    spaced = [piece for part in parts for piece in (F(part), Value(" "))]
    return Concat(*spaced)
