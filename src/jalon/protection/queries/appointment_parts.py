"""The part of a whole dossier that tells of appointments, and of what was sent about them."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from jalon.appointments.models import Appointment, Message, Participant
from jalon.protection.queries.parts import Part, of_dossier

APPOINTMENT_PARTS: Final[tuple[Part, ...]] = (
    of_dossier(
        "appointments", _("Rendez-vous"), Appointment,
        "kind mode place organisation desk starts_at minutes state proposed_by proposed_at"
        " booked_side booked_at moves cancelled_side cancel_ground cancelled_at"
        " settled_at settled_by",
        order=("proposed_at", "pk"),
    ),
    of_dossier(
        "participants", _("Avec qui étaient les rendez-vous"), Participant,
        "appointment affiliation organisation", order=("appointment_id", "pk"),
        says={"appointment": lambda row: row.appointment.starts_at},
    ),
    of_dossier(
        "appointment_messages", _("Messages envoyés pour les rendez-vous"), Message,
        "appointment kind channel due_at told_at", order=("due_at", "pk"),
        says={"appointment": lambda row: row.appointment.starts_at},
    ),
)  # fmt: skip
APPOINTMENT_LEFT_OUT: Final[dict[str, Any]] = {
    "appointments.BookingLink": _("le lien envoyé pour choisir un rendez-vous : une empreinte"),
    "appointments.CalendarFeed": _("l’adresse secrète de l’agenda : une empreinte"),
}
APPOINTMENT_UNSAID: Final[dict[str, dict[str, Any]]] = {
    "appointments.Appointment": {
        "shown_as": _("le prénom et l’initiale, montrés à qui reçoit"),
        "ends_at": _("se déduit du début et de la durée"),
        "zone": _("le fuseau horaire du lieu"),
        "with_lead": _("se déduit de qui recevait"),
        "is_collective": _("se déduit de l’objet"),
        "seat": _("un numéro de place, parmi d’autres personnes"),
    },
    "appointments.Participant": {
        "starts_at": _("celui du rendez-vous"),
        "ends_at": _("celle du rendez-vous"),
        "is_held": _("se déduit de l’état du rendez-vous"),
        "gathering": _("vide pour le rendez-vous d’une personne"),
    },
    "appointments.Message": {"dropped_at": _("un message qui n’est pas parti")},
}
