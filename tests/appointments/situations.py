"""A person, her référent who receives on Tuesday mornings, and appointments. All invented."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from jalon.appointments.drafting import Meeting
from jalon.appointments.models import Availability
from jalon.appointments.operations import (
    fix_appointment,
    open_gathering,
    propose_appointment,
)
from jalon.people.models import Contact
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.space.situations import person_actor

PARIS = ZoneInfo("Europe/Paris")
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=PARIS)  # a Monday
TUESDAY = dt.datetime(2026, 11, 24, 9, tzinfo=PARIS)
THURSDAY = dt.datetime(2026, 11, 26, 9, tzinfo=PARIS)


def followed(hat=None):
    """A dossier, and its référent. The person has an e-mail."""
    dossier = make_dossier(referent=hat)
    Contact.objects.filter(person=dossier.person).delete()
    Contact.objects.create(person=dossier.person, emails="camille@exemple.example")
    return dossier, dossier.referent.affiliation


def receives(hat=None, *, desk=None, weekday=4, opens=9, closes=12, **more):
    """Hours of each Thursday morning, unless said otherwise."""
    said = {
        "weekday": weekday, "opens": dt.time(opens), "closes": dt.time(closes), "minutes": 60,
        "mode": "place", "from_on": dt.date(2026, 1, 1), "declared_by": hat,
    }  # fmt: skip
    whose = {"desk": desk} if desk else {"affiliation": hat}
    return Availability.objects.create(**said | whose | more)


def with_(*hats, **more):
    """A follow-up of an hour with these people."""
    said = {"kind": "follow_up", "mode": "place", "minutes": 60, "hats": hats}
    return Meeting(**said | more)


def booked(dossier, hat, starts_at=THURSDAY, **more):
    return fix_appointment(
        dossier=dossier, meeting=with_(hat, **more), starts_at=starts_at, by=actor(hat),
        at=timezone.now(),
    )  # fmt: skip


def gathered(desk, *hats, starts_at, places=2, by=None):
    """So many people expected together there, by these ones."""
    return open_gathering(
        desk=desk, title="Réunion d’information", starts_at=starts_at, minutes=90, places=places,
        mode="place", place="", hats=hats, by=by or actor(hats[0]), at=timezone.now(),
    )  # fmt: skip


def together(dossier, desk, hat, **more):
    """Invited to one of the gatherings of a desk."""
    meeting = with_(kind="information", desk=desk, is_collective=True)
    return propose_appointment(
        dossier=dossier, meeting=meeting, is_told=False, by=actor(hat), at=timezone.now(), **more
    )  # fmt: skip


def invited(dossier, hat, *, is_told=True, **more):
    return propose_appointment(
        dossier=dossier, meeting=with_(hat, **more), is_told=is_told, by=actor(hat),
        at=timezone.now(),
    )  # fmt: skip


def colleague(dossier, kind="departement", **more):
    """Somebody else of the team."""
    hat = AffiliationFactory(organisation__kind=kind, **more)
    return MembershipFactory(dossier=dossier, affiliation=hat).affiliation


def person_of(dossier):
    """The person of this dossier, signed in."""
    return person_actor(dossier)
