from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.appointments.models.appointment import Appointment
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.people.models import Person


class BookingLink(models.Model):
    """What lets a person without an account choose, move or cancel one appointment, and no more.

    Its secret follows from `public_id` and from the key of the deployment: kept here is its
    fingerprint alone. It is over when the appointment is, when another replaces it, or in time.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="links")
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    fingerprint = models.BinaryField(max_length=32, unique=True, editable=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment"], condition=Q(ended_at=None), name="one_link_an_appointment"
            )
        ]


class MessageKind(models.TextChoices):
    INVITED = "invited", _("invitation")
    BOOKED = "booked", _("confirmation")
    MOVED = "moved", _("changement d’horaire")
    CANCELLED = "cancelled", _("annulation")
    REMINDER = "reminder", _("rappel")


class Channel(models.TextChoices):
    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS")


class Message(models.Model):
    """A message to leave for the person at `due_at`; never its address.

    The background process sends it once it is committed, and says by what way (`channel`).
    `dropped_at`: it makes sense no more, or there is no way.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    appointment = models.ForeignKey(
        Appointment, models.CASCADE, related_name="messages", verbose_name=_("rendez-vous du")
    )
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    kind = models.CharField(_("message"), max_length=9, choices=MessageKind)
    channel = models.CharField(_("par"), max_length=5, choices=Channel, default="", blank=True)
    due_at = models.DateTimeField(_("prévu le"))
    told_at = models.DateTimeField(_("parti le"), null=True)
    dropped_at = models.DateTimeField(_("abandonné le"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MessageKind.values, channel__in=["", *Channel.values]),
                name="known_words_of_a_message",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(told_at=None, dropped_at=None),
                name="message_still_to_leave",
            )
        ]


class CalendarFeed(models.Model):
    """A secret address where a calendar reads the hours of a professional, or of a person."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    affiliation = models.ForeignKey(
        Affiliation, models.CASCADE, null=True, related_name="calendar_feeds"
    )
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="calendar_feeds")
    fingerprint = models.BinaryField(max_length=32, unique=True, editable=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(affiliation__isnull=False, person=None)
                | Q(affiliation=None, person__isnull=False),
                name="calendar_feed_of_one",
            ),
            models.UniqueConstraint(
                fields=["affiliation"], condition=Q(ended_at=None), name="one_feed_a_hat"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="one_feed_a_person"
            ),
        ]
