from jalon.appointments.models.appointment import (
    PRESENCES,
    WAITING,
    Appointment,
    AppointmentKind,
    AppointmentState,
    CancelGround,
    Participant,
    Side,
)
from jalon.appointments.models.availability import Availability, Closure, Weekday
from jalon.appointments.models.desk import Desk, DeskSeat
from jalon.appointments.models.gathering import Gathering, GatheringSeat
from jalon.appointments.models.link import (
    BookingLink,
    CalendarFeed,
    Channel,
    Message,
    MessageKind,
)
from jalon.appointments.models.mode import Mode

__all__ = [
    "PRESENCES",
    "WAITING",
    "Appointment",
    "AppointmentKind",
    "AppointmentState",
    "Availability",
    "BookingLink",
    "CalendarFeed",
    "CancelGround",
    "Channel",
    "Closure",
    "Desk",
    "DeskSeat",
    "Gathering",
    "GatheringSeat",
    "Message",
    "MessageKind",
    "Mode",
    "Participant",
    "Side",
    "Weekday",
]
