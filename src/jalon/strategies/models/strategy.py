from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.kernel.ids import uuid7
from jalon.territories.models import Territory

if TYPE_CHECKING:
    from jalon.strategies.models.step import StrategyStep

NATIONAL = 0  # what an absent territory counts as, where the database compares territories


class StrategyStatus(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    PROPOSED = "proposed", _("proposée")
    ADOPTED = "adopted", _("adoptée")
    SUPERSEDED = "superseded", _("remplacée")


BINDING = (StrategyStatus.ADOPTED, StrategyStatus.SUPERSEDED)
OPEN = (StrategyStatus.DRAFT, StrategyStatus.PROPOSED)


class StrategyQuerySet(models.QuerySet["Strategy"]):
    def binding(self) -> "StrategyQuerySet":
        """Those that bind or have bound: adopted, whether another has replaced them or not."""
        return self.filter(status__in=BINDING)

    def open(self) -> "StrategyQuerySet":
        """Those still being written or discussed: they bind nobody."""
        return self.filter(status__in=OPEN)


class Strategy(models.Model):
    """One version of what a territory promises. It binds from `valid_from`, until another does.

    `territory` None is the national one: the law. `valid_until` is the first day it no longer
    binds; a replaced version binds until then. Once proposed, its steps no longer change.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, related_name="+", verbose_name=_("territoire")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("titre"), max_length=200)
    intention = models.TextField(_("ce que cette version change, et pourquoi"), blank=True)
    status = models.CharField(
        _("état"), max_length=10, choices=StrategyStatus, default=StrategyStatus.DRAFT
    )
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField(_("en vigueur à compter du"), null=True)
    valid_until = models.DateField(_("remplacée à compter du"), null=True)
    written_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("écrite par")
    )
    created_at = models.DateTimeField(_("commencée le"))
    proposed_at = models.DateTimeField(_("proposée le"), null=True)
    proposed_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    adopted_at = models.DateTimeField(_("adoptée le"), null=True)
    adopted_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    adoption_text = models.CharField(_("texte d’adoption"), max_length=300, blank=True)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StrategyStatus.values), name="known_strategy_status"
            ),
            models.UniqueConstraint(
                Coalesce(F("territory"), NATIONAL), F("number"), name="one_strategy_per_number"
            ),
            models.UniqueConstraint(
                Coalesce(F("territory"), NATIONAL),
                condition=Q(status__in=OPEN),
                name="one_open_strategy_per_territory",
            ),
            # int8range(t, t, '[]') && is t = t, without an extension of the database.
            ExclusionConstraint(
                name="strategies_never_overlap",
                expressions=[
                    (
                        Func(
                            Coalesce(F("territory"), NATIONAL),
                            Coalesce(F("territory"), NATIONAL),
                            Value("[]"),
                            function="int8range",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("valid_from"), F("valid_until"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(status__in=BINDING),
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN, valid_from=None, valid_until=None)
                | Q(status=StrategyStatus.ADOPTED, valid_from__isnull=False, valid_until=None)
                | Q(
                    status=StrategyStatus.SUPERSEDED,
                    valid_from__isnull=False,
                    valid_until__gt=F("valid_from"),
                ),
                name="strategy_dates_follow_its_status",
            ),
            models.CheckConstraint(
                condition=Q(territory=None)
                | Q(status=StrategyStatus.DRAFT)
                | Q(proposed_at__isnull=False, proposed_by__isnull=False),
                name="strategy_is_proposed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(territory=None)
                | Q(status__in=OPEN, adopted_at=None, adopted_by=None)
                | Q(status__in=BINDING, adopted_at__isnull=False, adopted_by__isnull=False),
                name="strategy_is_adopted_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(territory=None) | Q(written_by__isnull=False),
                name="strategy_of_a_territory_has_its_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (version {self.number})"

    @property
    def ordered_steps(self) -> "list[StrategyStep]":
        """Its steps; in the order of the path when it was read by `queries.in_force`."""
        return list(self.steps.all())
