"""The addresses of appointments: under those of a dossier, one's own, those of a link."""

from django.urls import path

from jalon.appointments.views import (
    agenda,
    calendar,
    desks,
    dossier,
    gatherings,
    hours,
    letter,
    link,
    sheet,
)

ONE = "dossiers/<uuid:public_id>/rendez-vous"
DESK = "permanences/<uuid:desk_id>"

urlpatterns = [
    path(f"{ONE}/nouveau", dossier.new_appointment, name="new_appointment"),
    path(f"{ONE}/<uuid:appointment_id>", dossier.appointment, name="appointment"),
    path(f"{ONE}/<uuid:appointment_id>/lettre", letter.letter, name="appointment_letter"),
    path(f"{ONE}/<uuid:appointment_id>/annuler", dossier.cancel, name="cancel_appointment"),
    path(f"{ONE}/<uuid:appointment_id>/presence", dossier.settle, name="settle_appointment"),
    path(f"{ONE}/<uuid:appointment_id>/lien", dossier.send_again, name="renew_booking_link"),
    path("rendez-vous", agenda.my_appointments, name="my_appointments"),
    path("rendez-vous/<uuid:appointment_id>/presence", agenda.settle_mine, name="settle_mine"),
    path("rendez-vous/horaires", hours.my_hours, name="my_hours"),
    path("rendez-vous/horaires/<uuid:hours_id>/retirer", hours.end_hours, name="end_hours"),
    path(
        "rendez-vous/fermetures/<uuid:closure_id>/retirer",
        hours.withdraw_closure,
        name="withdraw_closure",
    ),
    path("rendez-vous/agenda", hours.open_calendar, name="open_calendar"),
    path("rendez-vous/agenda/supprimer", hours.close_calendar, name="close_calendar"),
    path("permanences", desks.desks, name="desks"),
    path(DESK, desks.desk, name="desk_hours"),
    path(f"{DESK}/jour", sheet.desk_sheet, name="desk_sheet"),
    path(f"{DESK}/reunions", gatherings.gatherings, name="gatherings"),
    path(f"{DESK}/reunions/<uuid:gathering_id>", gatherings.gathering, name="gathering"),
    path(
        f"{DESK}/reunions/<uuid:gathering_id>/annuler",
        gatherings.cancel_gathering,
        name="cancel_gathering",
    ),
    path(f"{DESK}/equipe", desks.staff, name="staff_desk"),
    path(f"{DESK}/fermer", desks.close, name="close_desk"),
    path(f"{DESK}/horaires/<uuid:hours_id>/retirer", desks.end_hours, name="end_desk_hours"),
    path(
        f"{DESK}/fermetures/<uuid:closure_id>/retirer",
        desks.withdraw_closure,
        name="withdraw_desk_closure",
    ),
    path("rdv", link.enter_code, name="enter_code"),
    path("rdv/<slug:code>", link.appointment_link, name="appointment_link"),
    path("rdv/<slug:code>/horaire", link.book_by_link, name="book_by_link"),
    path("rdv/<slug:code>/annuler", link.cancel_by_link, name="cancel_by_link"),
    path("agenda/<slug:code>.ics", calendar.calendar_feed, name="calendar_feed"),
]
