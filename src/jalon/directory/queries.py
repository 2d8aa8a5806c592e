"""What may be looked up in the directory."""

from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation, Organisation
from jalon.directory.rules import ANSWERING, READ_DIRECTORY
from jalon.territories.models import PlainText, Territory, TerritoryKind

PAGE_SIZE: Final = 50


def organisations(
    actor: Actor,
    *,
    text: str = "",
    kind: str = "",
    territory: Territory | None = None,
    after: UUID | None = None,
) -> QuerySet[Organisation]:
    """The open organisations, by name then by age; those of a territory and of what it holds.

    `text` is compared without accents, case or hyphens. `after`: public id of the last one seen.
    """
    if not READ_DIRECTORY.allows(actor, None):
        return Organisation.objects.none()
    found = Organisation.objects.filter(Q(closed_on=None) | Q(closed_on__gt=actor.today))
    found = found.select_related("territory").order_by("name", "pk")
    if text:
        plain = PlainText(Value(text))
        found = found.annotate(plain=PlainText("name"), plain_short=PlainText("short_name"))
        found = found.filter(Q(plain__contains=plain) | Q(plain_short__contains=plain))
    if kind:
        found = found.filter(kind=kind)
    if territory and territory.kind != TerritoryKind.COUNTRY:
        found = found.filter(_within(territory))
    last = Organisation.objects.filter(public_id=after).first() if after else None
    if last:
        found = found.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    return found


def territories_with_organisations(actor: Actor) -> QuerySet[Territory]:
    """The régions and départements where at least one organisation acts, by kind then by name."""
    open_ones = organisations(actor).order_by()
    here = open_ones.filter(
        Q(territory=OuterRef("pk"))
        | Q(territory__department=OuterRef("pk"))
        | Q(territory__region=OuterRef("pk"))
    )
    large = [TerritoryKind.REGION, TerritoryKind.DEPARTMENT]
    found = Territory.objects.current().filter(Exists(here), kind__in=large)
    return found.order_by("-kind", "search_name", "pk")


def members(actor: Actor, organisation: Organisation) -> QuerySet[Affiliation]:
    """Who has a place there today, managers first. Only colleagues are shown e-mails (the page)."""
    if not READ_DIRECTORY.allows(actor, organisation):
        return Affiliation.objects.none()
    hats = Affiliation.objects.in_force(actor.today).filter(organisation=organisation)
    return hats.select_related("user").order_by("user__last_name", "user__first_name", "pk")


def answered_for(actor: Actor) -> QuerySet[Affiliation]:
    """The places END_AFFILIATION allows this actor to end (ended ones are no longer offered)."""
    if actor.role not in ANSWERING:
        return Affiliation.objects.none()
    hats = Affiliation.objects.in_force(actor.today).select_related("user", "organisation")
    return hats.filter(organisation_id=actor.organisation_id)


def _within(territory: Territory) -> Q:
    holders = ["territory", "territory__epci", "territory__department", "territory__region"]
    held = Q()
    for holder in holders:
        held |= Q(**{holder: territory})
    return held
