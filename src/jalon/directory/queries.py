"""What may be looked up in the directory."""

from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from jalon.accounts.actor import Actor, is_newcomer
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation, User
from jalon.directory.models import AffiliationRequest, RequestOutcome
from jalon.directory.rules import (
    ANSWERING,
    READ_DIRECTORY,
    TRUSTED,
    runs_the_platform,
    second_persons,
)
from jalon.parameters.queries import integer
from jalon.territories.models import PlainText, Territory, TerritoryKind

PAGE_SIZE: Final = 50
MOST_TOLD: Final = 5  # people told that a place waits


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
    in_force = Affiliation.objects.in_force(actor.today).values("pk")
    waiting = Affiliation.objects.waiting(actor.today).values("pk")
    hats = Affiliation.objects.filter(Q(pk__in=in_force) | Q(pk__in=waiting))
    return hats.filter(organisation_id=actor.organisation_id).select_related("user", "organisation")


def trusted_by(actor: Actor) -> QuerySet[Affiliation]:
    """The colleagues, oneself included, whose habilitations a manager sees: of the body below too.

    Which of them they may trust with more is what GRANT_HABILITATION says.
    """
    if actor.role != AffiliationRole.MANAGER:
        return Affiliation.objects.none()
    mine = Q(organisation_id=actor.organisation_id)
    mine |= Q(organisation__parent_id=actor.organisation_id)
    hats = Affiliation.objects.in_force(actor.today).filter(mine, role__in=TRUSTED)
    return hats.select_related("user", "organisation")


def confirmable(actor: Actor) -> QuerySet[Affiliation]:
    """The places CONFIRM_AFFILIATION may allow this actor to confirm, oldest first.

    But for namesakes, whom only the rule knows: it is asked again when they confirm.
    """
    hats = Affiliation.objects.waiting(actor.today).select_related(
        "user", "organisation", "granted_by"
    )
    if actor.role not in ANSWERING or is_newcomer(actor):
        return hats.none()
    within: Any = Q(organisation_id=actor.organisation_id)
    if actor.role == AffiliationRole.MANAGER:
        within |= Q(organisation__parent_id=actor.organisation_id)
    if runs_the_platform.holds(actor, None):
        within |= ~Exists(_others_who_answer(actor.today))
    mine = Q(user_id=actor.user_id) | Q(granted_by_id=actor.user_id)
    return hats.filter(within).exclude(mine).order_by("pk")


def _others_who_answer(on: date) -> QuerySet[Affiliation]:
    """`rules.second_persons` in the organisation of each hat of an outer query."""
    established = on - timedelta(days=integer("new_account.days", on=on))
    return Affiliation.objects.in_force(on).filter(
        ~Q(user_id=OuterRef("user_id")),
        ~Q(user_id=Coalesce(OuterRef("granted_by_id"), OuterRef("user_id"))),
        organisation_id=OuterRef("organisation_id"),
        role__in=ANSWERING,
        confirmed_at__date__lte=established,
    )


def given_and_waiting(actor: Actor) -> QuerySet[Affiliation]:
    """The places that this actor gave, still to be confirmed by somebody else."""
    hats = Affiliation.objects.waiting(actor.today).filter(granted_by_id=actor.user_id)
    return hats.select_related("user", "organisation").order_by("pk")


def who_may_confirm(hat: Affiliation, *, on: date) -> list[User]:
    """To whom it is told that a place waits: here, else in the body above, else the platform."""
    able = second_persons(hat, on=on)
    circles = [
        Q(organisation=hat.organisation),
        Q(organisation_id=hat.organisation.parent_id, role=AffiliationRole.MANAGER),
        Q(organisation__kind=OrganisationKind.OPERATOR, role=AffiliationRole.ADMINISTRATOR),
    ]
    for circle in circles:
        found = User.objects.filter(pk__in=able.filter(circle).values("user_id"))
        if found:
            return list(found.order_by("pk")[:MOST_TOLD])
    return []


def _within(territory: Territory) -> Q:
    holders = ["territory", "territory__epci", "territory__department", "territory__region"]
    held = Q()
    for holder in holders:
        held |= Q(**{holder: territory})
    return held


def affiliation_requests(actor: Actor, *, at: datetime) -> QuerySet[AffiliationRequest]:
    """What ACCEPT_AFFILIATION lets this actor decide now, oldest first."""
    if actor.role not in ANSWERING:
        return AffiliationRequest.objects.none()
    asked = AffiliationRequest.objects.filter(
        organisation_id=actor.organisation_id,
        outcome=RequestOutcome.PENDING,
        expires_at__gt=at,
    )
    others = ~Q(user_id=actor.user_id) | Q(user_id=None)
    return asked.filter(others).select_related("organisation").order_by("requested_at", "pk")
