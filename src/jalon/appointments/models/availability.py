from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.appointments.models.appointment import AppointmentKind
from jalon.appointments.models.desk import Desk
from jalon.appointments.models.mode import Mode
from jalon.kernel.ids import uuid7

OF_ONE = Q(affiliation__isnull=False, desk=None) | Q(affiliation=None, desk__isnull=False)


class Weekday(models.IntegerChoices):
    """As ISO counts them."""

    MONDAY = 1, _("lundi")
    TUESDAY = 2, _("mardi")
    WEDNESDAY = 3, _("mercredi")
    THURSDAY = 4, _("jeudi")
    FRIDAY = 5, _("vendredi")
    SATURDAY = 6, _("samedi")
    SUNDAY = 7, _("dimanche")


class Availability(models.Model):
    """Hours of a week, cut in slots, of one professional or of one desk.

    On the clock of the place of their organisation. `until_on` is the last day; the same as
    `from_on`, it is that day alone.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    affiliation = models.ForeignKey(
        Affiliation, models.CASCADE, null=True, related_name="availabilities"
    )
    desk = models.ForeignKey(Desk, models.CASCADE, null=True, related_name="availabilities")
    weekday = models.PositiveSmallIntegerField(_("jour"), choices=Weekday)
    opens = models.TimeField(_("de"))
    closes = models.TimeField(_("à"))
    minutes = models.PositiveSmallIntegerField(_("durée d’un rendez-vous, en minutes"))
    kind = models.CharField(
        _("objet"), max_length=12, choices=AppointmentKind, default="", blank=True
    )
    mode = models.CharField(_("comment"), max_length=5, choices=Mode)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    from_on = models.DateField(_("à partir du"))
    until_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    declared_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=OF_ONE, name="availability_of_one"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="availability_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(
                    weekday__in=Weekday.values,
                    mode__in=Mode.values,
                    kind__in=["", *AppointmentKind.values],
                ),
                name="known_words_of_an_availability",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=480), name="availability_of_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="availability_ends_after_it_starts",
            ),
        ]


class Closure(models.Model):
    """Days when nobody is received: leave, training, works. Why is never asked.

    `until_on` is the last day of it.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    affiliation = models.ForeignKey(Affiliation, models.CASCADE, null=True, related_name="closures")
    desk = models.ForeignKey(Desk, models.CASCADE, null=True, related_name="closures")
    from_on = models.DateField(_("du"))
    until_on = models.DateField(_("au"))
    declared_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=OF_ONE, name="closure_of_one"),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="closure_ends_after_it_starts"
            ),
        ]
