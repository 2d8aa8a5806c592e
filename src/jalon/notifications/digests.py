"""Once a day, at the hour each account chose, where it works: how many things wait."""

import logging
from collections import Counter
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from jalon.accounts.acting import acting
from jalon.accounts.actor import Actor, PersonActor, actor_of
from jalon.accounts.models import Affiliation, User
from jalon.dossiers.models import Dossier
from jalon.notifications.models import MORNING, DigestTime, Family, Notification, Way
from jalon.notifications.queries.listing import told_to
from jalon.notifications.queries.recipients import ties_of
from jalon.notifications.writing import post_digest, post_to_person
from jalon.outcomes.queries.deaths import has_died
from jalon.people.models import PersonalAccess
from jalon.people.ways import way_of
from jalon.territories.zones import local_day, zone_of

log = logging.getLogger("jalon.notifications")
PLACE: Final = "organisation__territory"


def send_digests(at: datetime) -> None:
    """One mail to each reader whose hour has come and for whom something is new: for the keeper."""
    for user in _due(at):
        send_digest(user, at)
    for dossier in _due_by_channel(at):
        send_to_channel(dossier, at)


def _due(at: datetime) -> list[int]:
    """The accounts that something waits for and whose hour has come: one statement for all."""
    waiting = Notification.objects.unread().filter(way=Way.DAILY, told_at=None)
    chosen = DigestTime.objects.filter(user=OuterRef("pk"))
    users = User.objects.filter(pk__in=waiting.values("user"), is_active=True).annotate(
        code=Subquery(_codes(OuterRef("pk"), local_day(at))[:1]),
        hour=Coalesce(Subquery(chosen.values("hour")), Value(MORNING)),
        last_on=Subquery(chosen.values("last_on")),
    )
    rows = users.order_by("pk").values_list("pk", "code", "hour", "last_on")
    return [
        pk
        for pk, code, hour, last_on in rows
        if DigestTime(hour=hour, last_on=last_on).is_due(_local(at, code))
    ]


@transaction.atomic
def send_digest(user_id: int, at: datetime) -> bool:
    """The digest of one account, if it is due; whether it was. Its row is locked: never two."""
    DigestTime.objects.get_or_create(user_id=user_id)
    time = DigestTime.objects.select_for_update().get(user_id=user_id)
    local = _local(at, _codes(user_id, local_day(at)).first())
    if not time.is_due(local):
        return False
    DigestTime.objects.filter(pk=time.pk).update(last_on=local.date())
    counts, numbers, is_person = _what_waits(user_id, local_day(at), at)
    if counts:
        user = User.objects.get(pk=user_id)
        post_digest(user, dict(counts), is_person=is_person, at=at)
        Notification.objects.filter(pk__in=numbers).update(told_at=at)
    return bool(counts)


def _what_waits(user_id: int, today: date, at: datetime) -> tuple[Counter[Family], list[int], bool]:
    """What each hat of the account may see today of what was not told yet, counted by family."""
    counts: Counter[Family] = Counter()
    numbers: list[int] = []
    is_person = False
    for actor in _actors(user_id, today, at):
        with acting(actor, at=at):
            waiting = told_to(actor).unread().filter(way=Way.DAILY, told_at=None)
            found = list(waiting.order_by("pk").values_list("pk", "family"))
        counts.update(Family(family) for _number, family in found)
        numbers += [number for number, _family in found]
        is_person = is_person or (bool(found) and isinstance(actor, PersonActor))
    return counts, numbers, is_person


def _actors(user_id: int, today: date, at: datetime) -> list[Actor | PersonActor]:
    hats = Affiliation.objects.in_force(today).filter(user_id=user_id)
    found: list[Actor | PersonActor] = [
        actor_of(hat, on=today, at=at) for hat in hats.select_related("user", "organisation")
    ]
    ties = PersonalAccess.objects.filter(user_id=user_id, ended_at=None, user__is_active=True)
    for tie in ties.select_related("user"):
        if has_died(tie.person_id):
            continue
        found.append(PersonActor(user_id, tie.user.get_full_name(), tie.person_id, today))
    return found


def _codes(user: int | OuterRef, today: date) -> QuerySet[Affiliation, str | None]:
    """The département of each body that the account works for today, the first hat first."""
    hats = Affiliation.objects.in_force(today).filter(user_id=user).order_by("pk")
    code = Coalesce(f"{PLACE}__department__code", f"{PLACE}__code")
    return hats.values_list(code, flat=True)


def _local(at: datetime, code: str | None) -> datetime:
    """The time where they work; that of Paris for a person."""
    return at.astimezone(ZoneInfo(zone_of(code)))


def _due_by_channel(at: datetime) -> list[int]:
    """The dossiers of people without an account for whom something waits, once it is morning where
    their référent works, and once a day.
    """
    told = Notification.objects.filter(user=None, way=Way.DAILY)
    waiting = told.unread().filter(told_at=None)
    last = told.filter(dossier=OuterRef("pk"), told_at__isnull=False).order_by("-told_at")
    place = "referent__organisation__territory"
    dossiers = Dossier.objects.filter(pk__in=waiting.values("dossier"), archived_at=None).annotate(
        code=Coalesce(f"{place}__department__code", f"{place}__code"),
        last_at=Subquery(last.values("told_at")[:1]),
    )
    rows = dossiers.order_by("pk").values_list("pk", "code", "last_at")
    return [
        pk
        for pk, code, last_at in rows
        if DigestTime(last_on=last_at and _local(last_at, code).date()).is_due(_local(at, code))
    ]


@transaction.atomic
def send_to_channel(dossier_id: int, at: datetime) -> bool:
    """What waits for a person without an account, by her own channel; whether something left.

    Her dossier is locked, as by whoever closes it: never two, and none once she has died. If she
    has an account since, it is told there; if she prefers letters since, not at all.
    """
    dossier = Dossier.objects.select_for_update(no_key=True).get(pk=dossier_id)
    waiting = Notification.objects.unread().filter(
        user=None, dossier=dossier, way=Way.DAILY, told_at=None
    )
    if not waiting.exists():
        return False
    tie = ties_of(dossier.person_id).first()
    if tie is not None:
        waiting.update(user=tie.user)
        return False
    if has_died(dossier.person_id) or way_of(dossier.person_id) is None:
        waiting.delete()
        return False
    post_to_person(dossier.person_id, at=at)
    waiting.update(told_at=at)
    return True


def drop_what_waits(dossier_id: int) -> None:
    """Nothing that waited leaves any more for a person whose death has just been recorded.

    Whoever records it reads no notification of hers: the database drops them, and asks for the
    death itself.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT jalon_drop_notices(%s)", [dossier_id])
