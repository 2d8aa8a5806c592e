"""The situations of the tests of retention. Everybody here is invented."""

import datetime as dt
from typing import Any

from django.utils import timezone

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier, Note, NoteKind
from jalon.people.queries import Identity
from jalon.retention.models import Notice
from jalon.retention.operations import give_notices
from tests.factories import actor, make_dossier


def officer(**fields: Any) -> Actor:
    """The data-protection officer of the operator, unless said of which body."""
    if "organisation" not in fields:
        fields.setdefault("organisation__kind", OrganisationKind.OPERATOR)
    return actor(role=AffiliationRole.DATA_PROTECTION, **fields)


def silent(**fields: Any) -> Dossier:
    """A dossier opened more than two years ago, without any contact since."""
    fields.setdefault("opened_at", timezone.now() - dt.timedelta(days=800))
    return make_dossier(**fields)


def contact(dossier: Dossier, on: dt.date, kind: str = NoteKind.MEETING, **fields: Any) -> Note:
    seat = dossier.referent
    return Note.objects.create(
        dossier=dossier,
        author=seat.affiliation,
        organisation=seat.organisation,
        kind=kind,
        body="Nous nous sommes vus",
        happened_on=on,
        written_at=timezone.now(),
        **fields,
    )


def told_long_ago(*dossiers: Dossier) -> None:
    """Notice was given for these dossiers, and the time it leaves is over."""
    give_notices(limit=1_000, by=None, at=timezone.now())
    earlier = timezone.localdate() - dt.timedelta(days=31)
    told = Notice.objects.filter(dossier_id__in=[dossier.pk for dossier in dossiers])
    assert told.update(told_on=earlier) == len(dossiers)


def archived(**fields: Any) -> Dossier:
    """A dossier archived more than two years ago."""
    day = timezone.now() - dt.timedelta(days=740)
    return silent(
        **{"closed_at": day, "archived_at": day, "opened_at": day - dt.timedelta(days=800)} | fields
    )


def identity_of(dossier: Dossier) -> Identity:
    person = dossier.person
    return Identity(
        first_names=person.first_names,
        birth_name=person.birth_name,
        birth_year=person.birth_year,
        birth_month=person.birth_month,
        birth_day=person.birth_day,
    )
