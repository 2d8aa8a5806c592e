from jalon.appointments.operations.ask_appointment import ask_appointment
from jalon.appointments.operations.book_appointment import book_appointment
from jalon.appointments.operations.book_appointment_by_link import book_appointment_by_link
from jalon.appointments.operations.cancel_appointment import cancel_appointment
from jalon.appointments.operations.cancel_appointment_by_link import cancel_appointment_by_link
from jalon.appointments.operations.cancel_appointments import cancel_appointments
from jalon.appointments.operations.cancel_gathering import cancel_gathering
from jalon.appointments.operations.close_calendar import close_calendar
from jalon.appointments.operations.close_desk import close_desk
from jalon.appointments.operations.declare_availability import HoursDoNotHold, declare_availability
from jalon.appointments.operations.declare_closure import declare_closure
from jalon.appointments.operations.end_availability import end_availability
from jalon.appointments.operations.fix_appointment import fix_appointment
from jalon.appointments.operations.open_calendar import open_calendar
from jalon.appointments.operations.open_desk import DeskExists, open_desk
from jalon.appointments.operations.open_gathering import CannotGather, open_gathering
from jalon.appointments.operations.propose_appointment import propose_appointment
from jalon.appointments.operations.renew_booking_link import renew_booking_link
from jalon.appointments.operations.settle_appointment import NotYet, settle_appointment
from jalon.appointments.operations.staff_desk import staff_desk
from jalon.appointments.operations.withdraw_closure import withdraw_closure

__all__ = [
    "CannotGather",
    "DeskExists",
    "HoursDoNotHold",
    "NotYet",
    "ask_appointment",
    "book_appointment",
    "book_appointment_by_link",
    "cancel_appointment",
    "cancel_appointment_by_link",
    "cancel_appointments",
    "cancel_gathering",
    "close_calendar",
    "close_desk",
    "declare_availability",
    "declare_closure",
    "end_availability",
    "fix_appointment",
    "open_calendar",
    "open_desk",
    "open_gathering",
    "propose_appointment",
    "renew_booking_link",
    "settle_appointment",
    "staff_desk",
    "withdraw_closure",
]
