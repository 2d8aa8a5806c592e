"""What is made known: to each carrier its letter, to everybody who was selected, and when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.appraisal.models.decision import Announcement
from jalon.calls.models import Call
from jalon.kernel.ids import uuid7
from jalon.projects.models import Project


class AnnouncementPlan(models.Model):
    """The day on which the results of a call are to be announced, as everybody reads it."""

    call = models.OneToOneField(Call, models.PROTECT, related_name="announcement_plan")
    planned_on = models.DateField(_("résultats annoncés le"))
    planned_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(_("date fixée le"))


class ResultLetter(models.Model):
    """What the State writes to a carrier at the announcement: `content` says it all, for good.

    `digest`: the SHA-256 of what it says. Its file is drawn from it, and from nothing else.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.OneToOneField(Project, models.PROTECT, related_name="result_letter")
    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="letters")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("faite le"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="result_letter_digest_is_sha256"
            ),
        ]


class ResultFile(models.Model):
    """The bytes of the letter of a result, drawn once, by the keeper alone: the same for ever.

    `digest`: their SHA-256.
    """

    letter = models.OneToOneField(ResultLetter, models.PROTECT, related_name="file")
    content = models.BinaryField()
    digest = models.CharField(_("empreinte du fichier"), max_length=64)
    drawn_at = models.DateTimeField(_("faite le"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="result_file_digest_is_sha256"
            ),
        ]


class Laureate(models.Model):
    """A selected project as everybody reads it: who carries it, where, for how much."""

    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="laureates")
    title = models.CharField(max_length=200)
    carrier = models.CharField(max_length=255)
    places = models.JSONField(default=list)
    amount_cents = models.BigIntegerField()
