"""After a fact: who is told of it in Jalon, and who by e-mail at once."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction

from jalon.accounts.models import User
from jalon.dossiers.models import Dossier
from jalon.journal.models import Entry
from jalon.notifications.models import Family, Notification, Preference, Way
from jalon.notifications.queries.desk import kept_at_the_desk, recipients_at_the_desk
from jalon.notifications.queries.recipients import Recipient, recipients
from jalon.notifications.rules import OF_THE_DESK, RULES, Rule
from jalon.notifications.writing import (
    ACCESS_SUBJECTS,
    post_access,
    post_news,
    post_to_person,
)
from jalon.people.models import Contact
from jalon.territories.zones import local_day

TOGETHER: Final = timedelta(minutes=10)
NEWS: Final = "jalon_news"  # the streams hear it: {"w": affiliation}


def spread_entries(entries: Sequence[int], *, at: datetime) -> None:
    """Tell each of these facts to those it concerns. Twice changes nothing: a job may come back."""
    today = local_day(at)
    for entry in Entry.objects.filter(pk__in=entries).order_by("pk"):
        rule = RULES.get(entry.kind)
        if rule is not None:
            _spread(entry, rule, today, at)


def concerned(entry: Entry, rule: Rule, *, today: date, at: datetime) -> list[Recipient]:
    """To whom a fact is told, of a dossier or of the desk for calls."""
    if not OF_THE_DESK.issuperset(rule.whom):
        return recipients(entry, rule, today=today, at=at)
    if entry.at < at - kept_at_the_desk(today):
        return []  # it would be forgotten at once
    return recipients_at_the_desk(entry, rule, today=today)


def key_of(entry: Entry, to: Recipient) -> str:
    """What says that a fact was told to somebody, of this subject."""
    return f"fact/{entry.pk}" + (f"/{to.subject}" if to.subject else "")


def _spread(entry: Entry, rule: Rule, today: date, at: datetime) -> None:
    told = concerned(entry, rule, today=today, at=at)
    ways = chosen_ways({one.user_id for one in told}, rule)
    for one in told:
        with transaction.atomic():
            _tell(entry, rule, one, ways[one.user_id], at)


def _tell(entry: Entry, rule: Rule, to: Recipient, way: Way, at: datetime) -> None:
    """The row and the mail, in one transaction; nothing when it was told before."""
    user: Any = to.user_id  # None is the person who has no account
    hat: Any = to.affiliation_id  # None is the person herself
    row, is_new = Notification.objects.get_or_create(
        user_id=user,
        affiliation_id=hat,
        key=key_of(entry, to),
        defaults={
            "dossier_id": to.dossier_id,
            "subject": to.subject,
            "kind": entry.kind,
            "need": to.need,
            "family": rule.family,
            "way": way,
            "at": entry.at,
            "told_at": at if way == Way.AT_ONCE else None,
        },
    )
    if not is_new:
        return
    if to.affiliation_id is None and entry.kind in ACCESS_SUBJECTS:
        post_access(entry.kind, _given_addresses(to.dossier_id), happened_at=entry.at, at=at)
    if way == Way.AT_ONCE and not _was_just_told(row, at):
        _post(to, at)
    ring([to.affiliation_id])


def _given_addresses(dossier_id: int | None) -> list[str]:
    """What she gave: the address of the account may be that of whoever made it."""
    contact = Contact.objects.filter(person__dossiers=dossier_id).first()
    return contact.mailboxes if contact else []


def _post(to: Recipient, at: datetime) -> None:
    if to.user_id is None:
        dossier: Any = to.dossier_id  # whoever has no account is the person of a dossier
        person_id = Dossier.objects.values_list("person_id", flat=True).get(pk=dossier)
        post_to_person(person_id, at=at)
        return
    user = User.objects.get(pk=to.user_id)
    post_news(user, is_person=to.affiliation_id is None, at=at)


def _was_just_told(row: Notification, at: datetime) -> bool:
    """One mail leads to all that waits: sixty handovers in a minute are one mail."""
    user: Any = row.user_id
    hat: Any = row.affiliation_id
    dossier: Any = row.dossier_id
    others = Notification.objects.unread().exclude(pk=row.pk)
    if user is None:
        others = others.filter(dossier_id=dossier)
    return others.filter(
        user_id=user, affiliation_id=hat, way=Way.AT_ONCE, told_at__gt=at - TOGETHER
    ).exists()


def chosen_ways(users: Iterable[int | None], rule: Rule) -> dict[int | None, Way]:
    """How each account is told by e-mail of what this rule tells; None, whoever has none.

    What is in Jalon alone stays there; what cannot wait is not chosen.
    """
    ways: dict[int | None, Way] = dict.fromkeys(users, Way(rule.way))
    if rule.way == Way.NEVER or rule.family == Family.URGENT:
        return ways
    said = Preference.objects.filter(user__in=[one for one in ways if one], family=rule.family)
    for user, way in said.values_list("user_id", "way"):
        ways[user] = Way(way)
    return ways


def ring(affiliations: Iterable[int | None]) -> None:
    """Have the bells of these hats ring, when this commits."""
    with connection.cursor() as cursor:
        for one in affiliations:
            if one is not None:
                cursor.execute("SELECT pg_notify(%s, %s)", [NEWS, f'{{"w":{one}}}'])
