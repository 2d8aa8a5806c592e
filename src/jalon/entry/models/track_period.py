from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Organisation
from jalon.dossiers.models import Dossier
from jalon.entry.models.orientation import Orientation
from jalon.strategies.milestones import Track


class TrackPeriod(models.Model):
    """The track and the lead organisation of a person, from one instant to another.

    Two periods of one dossier never overlap: the database refuses it, whoever writes.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="track_periods")
    orientation = models.OneToOneField(Orientation, models.CASCADE, related_name="period")
    track = models.CharField(_("parcours"), max_length=20, choices=Track)
    lead_organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisme référent")
    )
    started_at = models.DateTimeField(_("depuis le"))
    ended_at = models.DateTimeField(_("jusqu’au"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(track__in=Track.values), name="known_track"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gt=F("started_at")),
                name="track_ends_after_it_starts",
            ),
            # A range of one dossier: the same index, without another extension of the database.
            ExclusionConstraint(
                name="one_track_at_a_time",
                expressions=[
                    (
                        Func(
                            F("dossier_id"), F("dossier_id"), Value("[]"),
                            function="int8range", output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("started_at"), F("ended_at"),
                            function="tstzrange", output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]  # fmt: skip
