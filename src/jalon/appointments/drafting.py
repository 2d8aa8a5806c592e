"""What an appointment is before it has an hour: its object, where, how long, and with whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from jalon.access.policy.levels import Level
from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import Affiliation, Organisation
from jalon.appointments.codes import LINK, code_of, recognised
from jalon.appointments.models import (
    Appointment,
    AppointmentState,
    BookingLink,
    Desk,
    Participant,
)
from jalon.appointments.queries.free import zone_of_body
from jalon.appointments.rules import A
from jalon.dossiers.models import Dossier, Membership
from jalon.dossiers.rules import rights
from jalon.kernel.errors import Refused
from jalon.kernel.ids import uuid7
from jalon.parameters.queries import integer


class NotInTeam(Refused):
    """Whoever meets the person is in her team, or holds a desk of a body that is."""


@dataclass(frozen=True)
class Meeting:
    """`hats` meet the person, all of them; or any of those who hold the `desk`."""

    kind: str
    mode: str
    minutes: int
    place: str = ""
    hats: tuple[Affiliation, ...] = ()
    desk: Desk | None = None
    is_collective: bool = False  # one of the gatherings of the desk


def drafted(
    dossier: Dossier,
    meeting: Meeting,
    *,
    state: str,
    by: Actor | PersonActor,
    at: datetime,
    host: Organisation | None = None,
) -> Appointment:
    """The row of this meeting: new, or the one by which the person asked for it.

    `host`: the organisation that receives; without it, that of the desk or of the first hat.
    """
    host = host or (meeting.desk or meeting.hats[0]).organisation
    asked = dossier.appointments.select_for_update().filter(state=AppointmentState.ASKED)
    found = asked.order_by("pk").first() or Appointment(dossier=dossier, moves=0)
    if found.pk:
        found.participants.all().delete()
    else:
        found.proposed_by_id, found.proposed_at = by.affiliation_id, at
    found.organisation, found.desk = host, meeting.desk
    found.kind, found.mode, found.minutes = meeting.kind, meeting.mode, meeting.minutes
    found.place, found.zone = meeting.place.strip(), zone_of_body(host)
    found.shown_as, found.state = dossier.person.outline, state
    bodies = {host.pk, *(hat.organisation_id for hat in meeting.hats)}
    found.is_collective, found.seat = meeting.is_collective, None
    # To be informed with others is no first appointment with the body that leads.
    found.with_lead = not meeting.is_collective and dossier.referent.organisation_id in bodies
    found.save()
    _sit(found, meeting.hats)
    return found


def _sit(appointment: Appointment, hats: Sequence[Affiliation]) -> None:
    Participant.objects.bulk_create(
        Participant(
            appointment=appointment,
            dossier_id=appointment.dossier_id,
            affiliation=hat,
            organisation_id=hat.organisation_id,
        )
        for hat in hats
    )


def check(dossier: Dossier, meeting: Meeting, by: Actor) -> None:
    """Those who would meet the person follow her; raises NotInTeam."""
    seats = Membership.objects.in_force(by.today).filter(dossier=dossier)
    if meeting.desk is not None:
        bodies = {*seats.values_list("organisation_id", flat=True), by.organisation_id}
        if meeting.desk.organisation_id not in bodies:
            raise NotInTeam(_("Cette permanence est celle d’un organisme hors de l’équipe."))
        return
    held = set(seats.values_list("affiliation_id", flat=True))
    if not meeting.hats or {hat.pk for hat in meeting.hats} - held:
        raise NotInTeam(_("Choisissez des personnes de l’équipe autour de la personne."))
    is_narrow = rights(by, dossier).levels.get(A) is Level.OWN
    if is_narrow and by.organisation_id not in {hat.organisation_id for hat in meeting.hats}:
        raise NotInTeam(_("Vous fixez les rendez-vous de votre organisme, et ceux-là seulement."))


def renew_link(appointment: Appointment, *, at: datetime) -> BookingLink:
    """A new link for the person; the one before is over."""
    appointment.links.filter(ended_at=None).update(ended_at=at)
    public_id = uuid7()
    days = integer("appointment.link_days", on=at.date())
    until = at + timedelta(days=days)
    return BookingLink.objects.create(
        public_id=public_id,
        appointment=appointment,
        dossier_id=appointment.dossier_id,
        fingerprint=recognised(LINK, code_of(LINK, public_id)),
        made_at=at,
        expires_at=max(until, appointment.ends_at) if appointment.ends_at else until,
    )
