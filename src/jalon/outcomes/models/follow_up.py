from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.outcomes.models.outcome import Outcome


class FollowUpAnswer(models.TextChoices):
    """What is known at a follow-up. Not knowing is an answer, told apart in every figure."""

    SAME = "same", _("toujours dans cet emploi")
    OTHER_JOB = "other_job", _("dans un autre emploi")
    ENDED = "ended", _("sans emploi")
    UNKNOWN = "unknown", _("pas de nouvelles")


class FollowUp(models.Model):
    """The news asked some months after a job began; without `answer`, it is still to be asked."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="follow_ups")
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="+")
    month = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    answer = models.CharField(max_length=10, choices=FollowUpAnswer, default="", blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome", "month"], name="one_follow_up_a_month"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None)
                | Q(answer__in=FollowUpAnswer.values, answered_on__isnull=False),
                name="follow_up_answered_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(answer=""), name="follow_up_still_to_ask")
        ]
