"""The addresses of a professional's notifications; the person's are in her space."""

from django.urls import path

from jalon.notifications.views import listing, ways

urlpatterns = [
    path("notifications", listing.notifications, name="notifications"),
    path("notifications/cloche", listing.bell, name="notification_bell"),
    path("notifications/lues", listing.mark_read, name="read_notifications"),
    path("notifications/non-lues", listing.mark_unread, name="unread_notifications"),
    path("notifications/reglages", ways.notification_ways, name="notification_ways"),
]
