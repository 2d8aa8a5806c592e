"""What the background process does for the entry: receive, flag, tell by e-mail. Never a name.

Run every few seconds; the mails leave by the post, in the transaction of what they tell.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.accounts.kinds import Competence
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier
from jalon.entry.models import Absence, Orientation, Reorientation
from jalon.entry.operations import (
    announce_orientation,
    flag_orientation,
    receive_newcomer,
    start_interim,
)
from jalon.entry.queries.bodies import kinds_that
from jalon.people.models import PersonalAccess
from jalon.people.ways import mailboxes_of
from jalon.post.mails import post_mail
from jalon.territories.zones import ZONES, local_day, zone_of

TOGETHER: Final = 50
LATELY: Final = timedelta(days=60)  # older dossiers are asked for by hand


def keep_entry(at: datetime) -> None:
    """Receive newcomers, flag what is late, start interims, tell of decisions and of answers."""
    for dossier in _newcomers(at)[:TOGETHER]:
        place = dossier.referent.organisation.territory
        zone = zone_of(place.department.code if place.department else place.code)
        received_on = local_day(dossier.opened_at, zone)
        receive_newcomer(dossier=dossier, received_on=received_on, by=None, at=at)
    for orientation in _late(at)[:TOGETHER]:
        flag_orientation(orientation=orientation, by=None, at=at)
    for absence in Absence.objects.in_force(local_day(at)).filter(
        started_at=None, substitute__isnull=False
    )[:TOGETHER]:
        start_interim(absence=absence, by=None, at=at)
    _announce(at)
    _tell_answers(at)


def _newcomers(at: datetime) -> QuerySet[Dossier]:
    """Opened lately, in the hands of a service that orients, and that nobody asked to orient."""
    opened = Dossier.objects.filter(
        closed_at=None,
        opened_at__gt=at - LATELY,
        referent__affiliation__role=AffiliationRole.ORIENTATION_OFFICER,
        referent__organisation__kind__in=kinds_that(Competence.ORIENT),
        orientations=None,
    )
    place = "referent__organisation__territory__department"
    return opened.select_related(place).order_by("opened_at", "pk")


def _late(at: datetime) -> QuerySet[Orientation]:
    """To flag: the last day is over where the body that orients is."""
    place = "organisation__territory"
    late = Q(due_on__lt=local_day(at)) & ~Q(code__in=ZONES)
    for code, zone in ZONES.items():
        late |= Q(code=code, due_on__lt=local_day(at, zone))
    waiting = Orientation.objects.filter(
        decided_at=None, flagged_at=None, dossier__closed_at=None, dossier__archived_at=None
    )
    coded = waiting.annotate(code=Coalesce(f"{place}__department__code", f"{place}__code"))
    return coded.filter(late).order_by("due_on", "pk")


def _announce(at: datetime) -> None:
    """By e-mail to whom gave an address; the others get a letter, that an officer sends."""
    told = 0
    for orientation in _to_announce().iterator(chunk_size=TOGETHER):
        if emails := mailboxes_of(orientation.dossier.person):
            with transaction.atomic():
                announce_orientation(orientation=orientation, by=None, at=at)
                _post("orientation_decided", _("Une décision vous concerne"), emails, at)
            told += 1
        if told == TOGETHER:
            return


def _to_announce() -> QuerySet[Orientation]:
    """Decided, not told, about somebody who gave an address or has an account: oldest first."""
    ties = PersonalAccess.objects.filter(
        person=OuterRef("dossier__person"), ended_at=None, user__is_active=True
    )
    decided = Orientation.objects.filter(
        ~Q(dossier__person__contact__emails="") | Exists(ties),
        decided_at__isnull=False, notified_at=None, dossier__closed_at=None,
    )  # fmt: skip
    return decided.select_related("dossier__person__contact").order_by("decided_at", "pk")


def _tell_answers(at: datetime) -> None:
    """Whoever asked for another orientation, and the person, learn that there is an answer."""
    for _turn in range(TOGETHER):
        with transaction.atomic():
            untold = Reorientation.objects.filter(
                answered_at__isnull=False, told_at=None, dossier__closed_at=None
            )
            locked = untold.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
            asked = locked.select_related("dossier__person__contact", "requested_by__user").first()
            if asked is None:
                return
            emails = mailboxes_of(asked.dossier.person)
            if asked.requested_by:
                emails.append(asked.requested_by.user.email)
            _post("reorientation_answered", _("Une demande a reçu sa réponse"), emails, at)
            asked.told_at = at
            asked.save(update_fields=["told_at"])


def _post(name: str, subject: str, emails: list[str], at: datetime) -> None:
    context = {
        "link": f"{settings.JALON_PAGE_ORIGINS[0]}{reverse('home')}",
        "product": settings.JALON_PRODUCT_NAME,
    }
    body = render_to_string(f"entry/mail/{name}.txt", context)
    for email in emails:  # one by one: nobody learns who else was told
        post_mail(kind=name, to=email, subject=subject, body=body, at=at)
