from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.strategies.milestones import Suspension as Reason


class Suspension(models.Model):
    """A time when the support stands still, and the clocks whose step says so: dates alone.

    Why is in `SuspensionGround`, which fewer people read. It lasts until somebody says that the
    person is back: `expected_on` is only what was thought. Withdrawn, it never was.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="suspensions")
    from_on = models.DateField(_("depuis le"))
    expected_on = models.DateField(_("retour prévu le"), null=True, blank=True)
    declared_by = models.ForeignKey(
        Affiliation, models.PROTECT, related_name="+", verbose_name=_("noté par")
    )
    declared_at = models.DateTimeField(_("noté le"))
    resumed_on = models.DateField(_("reprise le"), null=True)
    resumed_by = models.ForeignKey(
        Affiliation,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("reprise notée par"),
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_on=None) | Q(expected_on__gt=F("from_on")),
                name="suspension_expected_to_end_later",
            ),
            models.CheckConstraint(
                condition=Q(resumed_on=None, resumed_by=None)
                | Q(resumed_on__gte=F("from_on"), resumed_by__isnull=False),
                name="suspension_resumed_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(resumed_on=None, withdrawn_at=None),
                name="one_suspension_in_force",
            ),
        ]


class SuspensionGround(models.Model):
    """Why the support stands still: one code, under the block that may know of it (`block`)."""

    suspension = models.OneToOneField(
        Suspension, models.CASCADE, related_name="ground", primary_key=True,
        verbose_name=_("suspension depuis le"),
    )  # fmt: skip
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    block = models.CharField(max_length=1)
    reason = models.CharField(_("motif"), max_length=10, choices=Reason)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=Reason.values), name="known_suspension_ground"
            ),
            models.CheckConstraint(
                condition=Q(reason="hospital", block="S")
                | Q(reason="parental", block="B")
                | Q(reason__in=["move", "absence"], block="K"),
                name="suspension_ground_under_its_block",
            ),
        ]
