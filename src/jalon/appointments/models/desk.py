from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.kernel.ids import uuid7


class Desk(models.Model):
    """A shared desk of one organisation: any of those who hold it receives."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="desks")
    name = models.CharField(_("nom"), max_length=100)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    opened_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ended_on = models.DateField(_("fermée le"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=Q(ended_on=None), name="one_desk_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class DeskSeatQuerySet(models.QuerySet["DeskSeat"]):
    def in_force(self, on: date) -> "DeskSeatQuerySet":
        """Those who hold the desk that day, under a hat that still gives rights."""
        return self.filter(
            Q(ended_on=None) | Q(ended_on__gt=on),
            affiliation__in=Affiliation.objects.in_force(on),
            started_on__lte=on,
        )


class DeskSeat(models.Model):
    """Somebody who holds a desk, from one day to another."""

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="seats")
    affiliation = models.ForeignKey(Affiliation, models.CASCADE, related_name="desk_seats")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects = DeskSeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "affiliation"],
                condition=Q(ended_on=None),
                name="one_seat_at_a_desk",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="desk_seat_ends_after_it_starts",
            ),
        ]
