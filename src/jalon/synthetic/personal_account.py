"""The account of one invented person, who sees in « Mon espace » what professionals share."""

from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.db.models import Exists, OuterRef
from django.utils import timezone

from jalon.accounts.actor import PersonActor
from jalon.accounts.models import User
from jalon.dossiers.models import Dossier, Membership
from jalon.people.models import AccessOrigin, PersonalAccess
from jalon.synthetic.dice import person_dice
from jalon.synthetic.meetings import hold_meetings
from jalon.synthetic.own_path import walk_own_path
from jalon.synthetic.staff import FIRST_LOGINS, LOGIN_DOMAIN, PASSWORD
from jalon.synthetic.tables import public_id

ALIAS = "personne"
OPEN_FOR = timedelta(days=90)
DICE = 6_000_000_000


def open_personal_account(seed: int, today: date) -> User | None:
    """For someone whom the first two logins accompany together; None when they share nobody."""
    dossier = _shared()
    if dossier is None:
        return None
    person = dossier.person
    opened_at = timezone.make_aware(datetime.combine(today - OPEN_FOR, time(10)))
    user = User.objects.create(
        email=f"{ALIAS}@{LOGIN_DOMAIN}",
        password=make_password(PASSWORD, salt=f"synthetic{seed}"),
        public_id=public_id(today - OPEN_FOR, person_dice(seed, DICE)),
        first_name=person.first_names.split(" ")[0],
        last_name=person.family_name,
    )
    User.objects.filter(pk=user.pk).update(created_at=opened_at)  # same seed, same rows
    PersonalAccess.objects.create(
        user=user, person=person, origin=AccessOrigin.IN_PERSON, opened_at=opened_at
    )
    walk_own_path(dossier, user, seed, today)
    her = PersonActor(user.pk, user.get_full_name(), person.pk, today=today - timedelta(days=1))
    hold_meetings(dossier, her, seed, today)
    return user


def _shared() -> Dossier | None:
    dossiers = Dossier.objects.filter(closed_at=None)
    for alias in FIRST_LOGINS:
        seats = Membership.objects.filter(
            dossier=OuterRef("pk"),
            ended_at=None,
            affiliation__user__email=f"{alias}@{LOGIN_DOMAIN}",
        )
        dossiers = dossiers.filter(Exists(seats))
    people = ("person", "referent__affiliation__user")
    return dossiers.select_related(*people).order_by("public_id").first()
