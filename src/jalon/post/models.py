from django.db import models
from django.db.models import Q

from jalon.kernel.ids import uuid7


class Channel(models.TextChoices):
    EMAIL = "email", "email"
    SMS = "sms", "sms"


class Mail(models.Model):
    """One mail (or one SMS) for one address, from the commit that asked for it to who took it.

    `envelope` (address, subject, text) is sealed, and emptied when it is over: what stays says that
    something left, not to whom nor what. `handed_at`: from that instant on the server may have it,
    so that nobody hands it a second time; `sent_at`: the server said that it has it. `failed_at`:
    given up, and `failure` says why in a code. None of the three: it waits.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.SlugField(max_length=60, db_index=False)
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.EMAIL)
    envelope = models.BinaryField(blank=True)
    written_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="known_mail_channel"
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(handed_at__isnull=False, failed_at=None),
                name="sent_mail_was_handed_over",
            ),
            models.CheckConstraint(
                condition=Q(failed_at=None, failure="")
                | (Q(failed_at__isnull=False) & ~Q(failure="")),
                name="failed_mail_says_why",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, failed_at=None) | Q(envelope=b""),
                name="settled_mail_is_empty",
            ),
        ]
        indexes = [models.Index(fields=["written_at"], name="mail_written")]
