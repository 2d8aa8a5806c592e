"""What happened with appointments. Codes are stored for ever: never rename one.

Known to who reads appointments (A). Hours of work and desks are on no dossier.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from jalon.access.policy.blocks import Block
from jalon.dossiers.events import DossierFact


@dataclass(frozen=True)
class AppointmentFact(DossierFact):
    """What the facts of an appointment share. `source`: the side that did it."""

    blocks: ClassVar[tuple[str, ...]] = ("header", "appointments", "timeline")
    appointment_id: int

    @property
    def need(self) -> str:
        return Block.APPOINTMENTS


@dataclass(frozen=True)
class AppointmentAsked(AppointmentFact):
    """By the person: somebody is to answer her."""

    kind: ClassVar[str] = "appointment.asked"
    nature: str


@dataclass(frozen=True)
class AppointmentProposed(AppointmentFact):
    """The person is invited to choose an hour."""

    kind: ClassVar[str] = "appointment.proposed"
    nature: str


@dataclass(frozen=True)
class BookingLinkRenewed(AppointmentFact):
    """The person has a new link; the one before is over."""

    kind: ClassVar[str] = "booking_link.renewed"


@dataclass(frozen=True)
class AppointmentBooked(AppointmentFact):
    kind: ClassVar[str] = "appointment.booked"
    nature: str
    source: str


@dataclass(frozen=True)
class AppointmentMoved(AppointmentFact):
    kind: ClassVar[str] = "appointment.moved"
    source: str


@dataclass(frozen=True)
class AppointmentCancelled(AppointmentFact):
    kind: ClassVar[str] = "appointment.cancelled"
    source: str
    ground: str


@dataclass(frozen=True)
class AppointmentAttended(AppointmentFact):
    """They met. `is_lead`: with the body that leads the support."""

    kind: ClassVar[str] = "appointment.attended"
    held_on: date
    is_lead: bool


@dataclass(frozen=True)
class AppointmentExcused(AppointmentFact):
    kind: ClassVar[str] = "appointment.excused"


@dataclass(frozen=True)
class AppointmentMissed(AppointmentFact):
    """Nobody came. It sets off nothing: somebody is shown that a call may help."""

    kind: ClassVar[str] = "appointment.missed"


@dataclass(frozen=True)
class HoursFact:
    """What the facts about hours of work share: on no dossier, known to one organisation."""

    organisation_id: int

    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()

    @property
    def stream(self) -> str:
        return f"organisation/{self.organisation_id}/hours"

    @property
    def audience(self) -> int | None:
        return self.organisation_id


@dataclass(frozen=True)
class AvailabilityDeclared(HoursFact):
    kind: ClassVar[str] = "availability.declared"
    availability_id: int


@dataclass(frozen=True)
class AvailabilityEnded(HoursFact):
    kind: ClassVar[str] = "availability.ended"
    availability_id: int


@dataclass(frozen=True)
class ClosureDeclared(HoursFact):
    kind: ClassVar[str] = "closure.declared"
    closure_id: int


@dataclass(frozen=True)
class ClosureWithdrawn(HoursFact):
    kind: ClassVar[str] = "closure.withdrawn"
    closure_id: int


@dataclass(frozen=True)
class DeskOpened(HoursFact):
    kind: ClassVar[str] = "desk.opened"
    desk_id: int


@dataclass(frozen=True)
class DeskStaffed(HoursFact):
    """Who holds it has changed."""

    kind: ClassVar[str] = "desk.staffed"
    desk_id: int


@dataclass(frozen=True)
class DeskClosed(HoursFact):
    kind: ClassVar[str] = "desk.closed"
    desk_id: int


@dataclass(frozen=True)
class GatheringOpened(HoursFact):
    """Several people are received together, at an hour of a desk."""

    kind: ClassVar[str] = "gathering.opened"
    gathering_id: int


@dataclass(frozen=True)
class GatheringCancelled(HoursFact):
    """Each appointment there has a fact of its own."""

    kind: ClassVar[str] = "gathering.cancelled"
    gathering_id: int


@dataclass(frozen=True)
class CalendarFact:
    """A secret address of a calendar was given, or taken back, by whom it is about."""

    feed_id: int

    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()

    @property
    def stream(self) -> str:
        return f"calendar/{self.feed_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class CalendarOpened(CalendarFact):
    kind: ClassVar[str] = "calendar.opened"


@dataclass(frozen=True)
class CalendarClosed(CalendarFact):
    kind: ClassVar[str] = "calendar.closed"
