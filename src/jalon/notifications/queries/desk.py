"""To whom a fact of the desk for calls is told: hats that answer for a body, and who signs."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Lower

from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.calls.models import Call, Subscription
from jalon.grants.operations.sign_agreement import CARRIER
from jalon.journal.models import Entry
from jalon.notifications.queries.recipients import Recipient
from jalon.notifications.rules import Rule, Who
from jalon.parameters.queries import integer
from jalon.projects.models import Project
from jalon.projects.rules import ANSWERING
from jalon.projects.states import ProjectState

Told = tuple[UUID, QuerySet[Affiliation]]


def kept_at_the_desk(today: date) -> timedelta:
    """How long such a notification is kept: no dossier ends with it."""
    return timedelta(days=integer("call.notice_days", on=today))


def recipients_at_the_desk(entry: Entry, rule: Rule, *, today: date) -> list[Recipient]:
    """Each hat once for each call or project; the author never."""
    author: Any = entry.user_id  # None is the keeper
    found: dict[tuple[int, UUID], Recipient] = {}
    for who in rule.whom:
        for subject, hats in _told(who, entry, today):
            for hat in hats.exclude(user_id=author).order_by("pk"):
                found[hat.pk, subject] = Recipient(hat.user_id, hat.pk, "", None, subject)
    return list(found.values())


def _told(who: Who, entry: Entry, today: date) -> Iterator[Told]:
    hats = Affiliation.objects.in_force(today)
    answering = hats.filter(role__in=ANSWERING)
    match who:
        case Who.CARRIER:
            project = _project(entry)
            yield project.public_id, answering.filter(organisation=project.carrier_id)
        case Who.SIGNATORY:
            project = _project(entry)
            heads = hats.filter(role=AffiliationRole.MANAGER)
            for body in _signs_next(entry, project):
                yield project.public_id, heads.filter(organisation=body)
        case Who.FOLLOWER:
            call = Call.objects.get(pk=entry.payload["call_id"])
            yield call.public_id, answering.filter(pk__in=_followers(call, answering))
        case _:
            yield from _candidates(entry, answering)


def _project(entry: Entry) -> Project:
    return Project.objects.select_related("call").get(pk=entry.payload["project_id"])


def _signs_next(entry: Entry, project: Project) -> list[int]:
    """The carrier signs what is accepted, the State what the carrier has signed."""
    if entry.kind != "agreement.signed":
        return [project.carrier_id]
    return [project.call.organisation_id] if entry.payload["role"] == CARRIER else []


def _followers(call: Call, hats: QuerySet[Affiliation]) -> Iterable[int]:
    """The accounts whose address follows a call."""
    follow = Subscription.objects.filter(call=call, confirmed_at__isnull=False)
    addresses = {one.casefold() for one in follow.values_list("email", flat=True)}
    theirs = hats.alias(address=Lower("user__email")).filter(address__in=addresses)
    return theirs.values_list("pk", flat=True)


def _candidates(entry: Entry, answering: QuerySet[Affiliation]) -> Iterator[Told]:
    """Of a result, each project that has one; of an answer, the call itself."""
    call = Call.objects.get(pk=entry.payload["call_id"])
    projects = Project.objects.filter(call=call).exclude(state=ProjectState.WITHDRAWN)
    if entry.kind != "results.announced":
        carriers = projects.values("carrier_id")
        yield call.public_id, answering.filter(organisation__in=carriers)
        return
    for one in projects.filter(decisions__announcement__isnull=False).distinct().order_by("pk"):
        yield one.public_id, answering.filter(organisation=one.carrier_id)
