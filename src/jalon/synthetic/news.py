"""What the demonstration's accounts find under their bell: the last facts of their dossiers."""

from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from jalon.accounts.models import User
from jalon.dossiers.models import Dossier, Membership
from jalon.journal.models import Entry
from jalon.notifications.models import Notification
from jalon.notifications.rules import OF_THE_DESK, RULES, TABLE
from jalon.notifications.spreading import concerned, key_of
from jalon.synthetic.dice import person_dice
from jalon.synthetic.staff import LOGIN_DOMAIN
from jalon.synthetic.tables import public_id

LATELY: Final = timedelta(days=21)
READ: Final = timedelta(days=4)  # older ones have been read
MOST: Final = 120
DICE: Final = 8_000_000_000


def tell_last_facts(seed: int, today: date) -> None:
    """As the post would have, without the mails, which somebody read long ago."""
    at = timezone.make_aware(datetime.combine(today, time(8)))
    dice, rows = person_dice(seed, DICE), []
    accounts = set(
        User.objects.filter(email__endswith=f"@{LOGIN_DOMAIN}").values_list("pk", flat=True)
    )
    for entry in [*_last_facts(accounts, at), *_facts_of_the_desk(at)]:
        rule = RULES[entry.kind]
        for one in concerned(entry, rule, today=today, at=at):
            if one.user_id in accounts:
                rows.append(
                    Notification(
                        public_id=public_id(today, dice), user_id=one.user_id,
                        affiliation_id=one.affiliation_id, dossier_id=one.dossier_id,
                        subject=one.subject, kind=entry.kind, need=one.need,
                        key=key_of(entry, one), family=rule.family, way=rule.way, at=entry.at,
                        told_at=at, read_at=at if entry.at < at - READ else None,
                    )
                )  # fmt: skip
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def _facts_of_the_desk(at: datetime) -> list[Entry]:
    """Of the calls of the demonstration: few, and read long ago but for the last ones."""
    kinds = [one.kind for one in TABLE if one.whom and OF_THE_DESK.issuperset(one.whom)]
    return list(Entry.objects.filter(kind__in=kinds, at__lte=at).order_by("pk"))


def _last_facts(accounts: set[int], at: datetime) -> list[Entry]:
    seats = Membership.objects.filter(ended_at=None, affiliation__user__in=accounts)
    held = Dossier.objects.filter(pk__in=seats.values("dossier"), closed_at=None)
    found = Entry.objects.filter(
        dossier_id__in=list(held.values_list("pk", flat=True)), kind__in=RULES,
        at__gt=at - LATELY, at__lte=at,
    )  # fmt: skip
    return list(found.order_by("-at", "-pk")[:MOST])
