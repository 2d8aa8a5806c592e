from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.grants.models.agreement import Agreement
from jalon.grants.states import ReportState
from jalon.kernel.ids import uuid7


class Report(models.Model):
    """What a project did in a period: figures that the platform measured, and its carrier's words.

    `measured` maps the code of a figure to its count, None when it is too small to be shown; it is
    frozen each time the report is given. Money and time in cents and hundredths.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="reports")
    period_from = models.DateField(_("du"))
    period_until = models.DateField(_("au"))
    due_on = models.DateField(_("à remettre le"))
    state = models.CharField(_("état"), max_length=9, choices=ReportState, default=ReportState.DUE)
    fte_hundredths = models.PositiveIntegerField(_("équivalents temps plein"), null=True)
    spent_cents = models.BigIntegerField(_("dépensé"), null=True)
    people = models.PositiveIntegerField(_("personnes accompagnées"), null=True)
    means = models.TextField(_("moyens"), blank=True)
    results = models.TextField(_("résultats"), blank=True)
    impact = models.TextField(_("effets"), blank=True)
    measured = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    given_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(_("remis le"), null=True)
    return_reason = models.TextField(_("ce qui est à compléter"), blank=True)
    accepted_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(_("accepté le"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="known_report_state"
            ),
            models.CheckConstraint(
                condition=Q(period_until__gte=F("period_from")), name="report_is_of_a_period"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("given", "accepted")) | Q(given_at__isnull=False),
                name="given_report_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_at__isnull=False),
                name="accepted_report_says_when",
            ),
        ]

    def is_late(self, today: date) -> bool:
        """Awaited, and its day is over. One that is completed was given before."""
        return self.state == ReportState.DUE and self.due_on < today


class ReportReminder(models.Model):
    """That the carrier was told of the report due that day: once for each moment, and kept.

    `days`: how long before the due day that moment is; below zero, how long after. Named by the
    day and not by the report, which an amendment plans anew.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="report_reminders")
    due_on = models.DateField()
    days = models.SmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "due_on", "days"], name="one_reminder_of_report_per_moment"
            ),
        ]
