"""The appointments an actor may read, and those who may meet a person."""

from datetime import datetime

from django.db.models import Q, QuerySet

from jalon.access.policy.levels import Level
from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import Affiliation
from jalon.appointments.models import Appointment, AppointmentState, Desk, Participant
from jalon.appointments.rules import A
from jalon.dossiers.models import Dossier, Membership
from jalon.dossiers.rules import rights

# Never the dossier with it: whoever receives at a desk, or holds a link, reads none.
LOADED = ("desk__organisation__territory__department", "organisation__territory__department")


def appointments_of(actor: Actor | PersonActor, dossier: Dossier) -> QuerySet[Appointment]:
    """Those of a dossier that this actor reads, latest first."""
    level = rights(actor, dossier).levels.get(A)
    if level is None:
        return Appointment.objects.none()
    found = Appointment.objects.filter(dossier=dossier)
    if level is Level.OWN and actor.organisation_id is not None:
        ours = Participant.objects.filter(organisation_id=actor.organisation_id)
        found = found.filter(
            Q(organisation_id=actor.organisation_id) | Q(pk__in=ours.values("appointment_id"))
        )
    return found.select_related(*LOADED).order_by("-starts_at", "-pk")


def own_appointments(actor: PersonActor) -> QuerySet[Appointment]:
    """All those of the person who asks, the nearest hour first."""
    found = Appointment.objects.filter(
        dossier__person_id=actor.person_id, dossier__archived_at=None
    )
    return found.select_related(*LOADED).order_by("starts_at", "pk")


def next_appointment(actor: PersonActor, *, at: datetime) -> Appointment | None:
    """The next one that is booked for the person who asks, or None."""
    booked = own_appointments(actor).filter(state=AppointmentState.BOOKED, ends_at__gt=at)
    return booked.first()


def who_may_meet(dossier: Dossier, by: Actor) -> list[Affiliation]:
    """The hats around the person, whoever asks first; those whose name is hidden stay so."""
    seats = Membership.objects.in_force(by.today).filter(dossier=dossier, affiliation__isnull=False)
    hats = Affiliation.objects.in_force(by.today).filter(pk__in=seats.values("affiliation_id"))
    found = list(hats.select_related("user", "organisation__territory__department").order_by("pk"))
    return sorted(found, key=lambda hat: (hat.pk != by.affiliation_id, hat.user.name))


def desks_for(dossier: Dossier, by: Actor) -> list[Desk]:
    """The desks of the bodies around the person, and of one's own."""
    seats = Membership.objects.in_force(by.today).filter(dossier=dossier)
    bodies = {*seats.values_list("organisation_id", flat=True), by.organisation_id}
    desks = Desk.objects.filter(ended_on=None, organisation_id__in=bodies)
    return list(desks.select_related("organisation__territory__department").order_by("name", "pk"))
