"""Who proposes, books, moves, cancels an appointment, and says whether it was held.

What may be read and written comes from the matrix (block A). Who reads there what their own
organisation does alone has a hand on the appointments that it receives or takes part in. And
whoever receives at a shared desk says who came, though they follow the person in nothing else.
"""

from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import Block
from jalon.access.policy.levels import Level
from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import AffiliationRole
from jalon.appointments.models import (
    Appointment,
    Availability,
    CalendarFeed,
    Closure,
    Desk,
    DeskSeat,
    Gathering,
)
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import ROLES_WITH_PEOPLE, is_the_person, rights

A = Block.APPOINTMENTS
Anybody = Actor | PersonActor


def is_ours(actor: Anybody, appointment: Appointment) -> bool:
    """Whether the actor's own organisation receives it, or sends somebody."""
    if actor.organisation_id is None:
        return False
    if appointment.organisation_id == actor.organisation_id:
        return True
    return appointment.participants.filter(organisation_id=actor.organisation_id).exists()


def takes_part(actor: Anybody, appointment: Appointment) -> bool:
    if actor.affiliation_id is None:
        return False
    return appointment.participants.filter(affiliation_id=actor.affiliation_id).exists()


@rule
def writes_appointments(actor: Anybody, dossier: Dossier) -> bool:
    return rights(actor, dossier).writes(A)


@rule
def has_a_hand_on_it(actor: Anybody, appointment: Appointment) -> bool:
    dossier = Dossier.objects.filter(pk=appointment.dossier_id).first()
    if dossier is None:  # nobody who follows the person: a desk, maybe
        return False
    allowed = rights(actor, dossier)
    if not allowed.writes(A):
        return False
    return allowed.levels[A] is not Level.OWN or is_ours(actor, appointment)


@rule
def receives_it(actor: Anybody, appointment: Appointment) -> bool:
    return takes_part(actor, appointment)


@rule
def is_a_professional(actor: Anybody, subject: object) -> bool:
    return isinstance(actor, Actor) and actor.role in ROLES_WITH_PEOPLE


@rule
def manages(actor: Anybody, desk: Desk | None) -> bool:
    """The manager of the organisation of this desk; of any, for one that is to be opened."""
    if not isinstance(actor, Actor) or actor.role != AffiliationRole.MANAGER:
        return False
    return desk is None or desk.organisation_id == actor.organisation_id


@rule
def holds_it(actor: Anybody, desk: Desk | None) -> bool:
    """One of those who hold this desk today."""
    if desk is None or not isinstance(actor, Actor):
        return False
    seats = DeskSeat.objects.in_force(actor.today)
    return seats.filter(desk=desk, affiliation_id=actor.affiliation_id).exists()


@rule
def hosts(actor: Anybody, gathering: Gathering) -> bool:
    """One of those who receive there."""
    if not isinstance(actor, Actor):
        return False
    return gathering.hosts.filter(affiliation_id=actor.affiliation_id).exists()


@rule
def keeps_hours(actor: Anybody, desk: Desk | None) -> bool:
    """One's own; those of a desk, for its manager."""
    return is_a_professional.holds(actor, None) if desk is None else manages.holds(actor, desk)


@rule
def answers_for_these_hours(actor: Anybody, hours: Availability | Closure) -> bool:
    if hours.desk is not None:
        return manages.holds(actor, hours.desk)
    return hours.affiliation_id == actor.affiliation_id


@rule
def is_their_own(actor: Anybody, feed: CalendarFeed) -> bool:
    if isinstance(actor, PersonActor):
        return feed.person_id == actor.person_id
    return feed.affiliation_id == actor.affiliation_id


@rule
def has_a_calendar(actor: Anybody, subject: object) -> bool:
    return isinstance(actor, PersonActor) or actor.role in ROLES_WITH_PEOPLE


WRITE_APPOINTMENTS = Permission(
    "appointments.write",
    writes_appointments,
    _("Votre rôle auprès de cette personne ne permet pas de fixer un rendez-vous."),
)
CHANGE_APPOINTMENT = Permission(
    "appointment.change",
    has_a_hand_on_it | receives_it,
    _("Ce rendez-vous se change par qui y participe, ou par qui suit la personne."),
)
SETTLE_APPOINTMENT = Permission(
    "appointment.settle",
    is_a_professional & (has_a_hand_on_it | receives_it),
    _("La présence se note par qui reçoit, ou par qui suit la personne."),
)
ASK_APPOINTMENT = Permission(
    "appointment.ask",
    is_the_person,
    _("Seule la personne demande un rendez-vous depuis son espace."),
)
HOURS = _("Chacun tient ses horaires ; ceux d’une permanence se tiennent par son responsable.")
DECLARE_HOURS = Permission("hours.declare", keeps_hours, HOURS)
END_HOURS = Permission("hours.end", answers_for_these_hours, HOURS)
OPEN_DESK = Permission(
    "desk.open",
    manages,
    _("Une permanence s’ouvre par le ou la responsable de l’organisme."),
)
HOLD_DESK = Permission(
    "desk.hold",
    manages,
    _("Une permanence se règle par le ou la responsable de l’organisme."),
)
OPEN_GATHERING = Permission(
    "gathering.open",
    holds_it | manages,
    _("Une réunion se prévoit par qui tient la permanence, ou par son responsable."),
)
CANCEL_GATHERING = Permission(
    "gathering.cancel",
    hosts,
    _("Une réunion s’annule par une des personnes qui la tiennent."),
)
SEE_SHEET = Permission(
    "desk.sheet",
    holds_it | manages,
    _("La feuille du jour se lit par qui tient la permanence, ou par son responsable."),
)
OPEN_CALENDAR = Permission("calendar.open", has_a_calendar, _("Ce calendrier n’est pas le vôtre."))
CLOSE_CALENDAR = Permission("calendar.close", is_their_own, _("Ce calendrier n’est pas le vôtre."))
