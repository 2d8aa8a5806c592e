from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jalon.accounts.models import Affiliation
from jalon.kernel.ids import uuid7


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def in_force(self, on: date) -> "AbsenceQuerySet":
        """Those of that day."""
        return self.filter(from_on__lte=on, until_on__gt=on, ended_at=None)


class Absence(models.Model):
    """A professional is away from one day to another, and who stands in for them, if anybody.

    Why is never asked. `until_on` is the first day back. The référent stays named; the interim ends
    by itself on that day.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    affiliation = models.ForeignKey(Affiliation, models.CASCADE, related_name="absences")
    substitute = models.ForeignKey(
        Affiliation,
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("standing in for a colleague", "intérim"),
    )
    from_on = models.DateField(_("du"))
    until_on = models.DateField(_("de retour le"))
    declared_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gt=F("from_on")), name="absence_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=F("affiliation")),
                name="nobody_stands_in_for_themselves",
            ),
            ExclusionConstraint(
                name="one_absence_at_a_time",
                condition=Q(ended_at=None),
                expressions=[
                    (
                        Func(
                            F("affiliation_id"), F("affiliation_id"), Value("[]"),
                            function="int8range", output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("from_on"), F("until_on"),
                            function="daterange", output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["from_on"], condition=Q(started_at=None, ended_at=None),
                name="interim_to_start",
            ),
        ]  # fmt: skip
