from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.appointments.models.desk import Desk
from jalon.appointments.models.mode import Mode
from jalon.kernel.ids import uuid7

FEWEST, MOST = 2, 200


class Gathering(models.Model):
    """A meeting of several people at one hour, at a desk: to inform them together, mostly.

    Who comes has an appointment of their own, in their own dossier, on one of its seats: nobody
    learns there who else does.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="gatherings")
    title = models.CharField(_("titre"), max_length=100)
    mode = models.CharField(_("comment"), max_length=5, choices=Mode)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("durée, en minutes"))
    places = models.PositiveSmallIntegerField(_("places"))
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    opened_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "starts_at"],
                condition=Q(cancelled_at=None),
                name="one_gathering_an_hour_at_a_desk",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"), mode__in=Mode.values),
                name="gathering_has_its_hours",
            ),
            models.CheckConstraint(
                condition=Q(places__gte=FEWEST, places__lte=MOST), name="places_of_a_gathering"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class GatheringSeat(models.Model):
    """One place: there are as many as were opened, and one person on each at most."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="one_seat_a_number")
        ]
