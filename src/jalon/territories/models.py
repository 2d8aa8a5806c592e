"""The places of the official geographic code, as they stand at a date."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TerritoryKind(models.TextChoices):
    """From the largest to the smallest."""

    COUNTRY = "country", _("pays")
    REGION = "region", _("région")
    DEPARTMENT = "department", _("département")
    EPCI = "epci", _("intercommunalité")
    COMMUNE = "commune", _("commune")


class PlainText(models.Func):
    """Text as it is compared: lower case, no accent, spaces instead of hyphens and apostrophes."""

    function = "jalon_plain"
    arity = 1
    output_field = models.TextField()


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def current(self) -> "TerritoryQuerySet":
        return self.filter(valid_to=None)

    def communes(self) -> "TerritoryQuerySet":
        return self.filter(kind=TerritoryKind.COMMUNE)


class Territory(models.Model):
    """A country, région, département, EPCI or commune, known by its official code.

    `valid_from` is the date of the first official list loaded here that has it, `valid_to` the
    date of the first that no longer has it. An EPCI may overlap several départements: its
    `department` is the one where most of its inhabitants live.
    """

    kind = models.CharField(_("nature"), max_length=10, choices=TerritoryKind)
    code = models.CharField(_("code officiel"), max_length=9)
    name = models.TextField(_("nom"))
    region = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    epci = models.ForeignKey("self", models.PROTECT, null=True, related_name="members")
    population = models.PositiveIntegerField(_("population municipale"), null=True)
    postal_codes = ArrayField(models.CharField(max_length=5), default=list)
    # Codes of former communes and of municipal arrondissements: people were born there.
    other_codes = ArrayField(models.CharField(max_length=5), default=list)
    search_name = models.GeneratedField(
        expression=PlainText("name"), output_field=models.TextField(), db_persist=True
    )
    valid_from = models.DateField(_("en vigueur depuis le"))
    valid_to = models.DateField(_("jusqu’au"), null=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=Q(valid_to=None),
                name="one_current_territory_per_code",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=TerritoryKind.values), name="territory_kind"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")),
                name="territory_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(kind=TerritoryKind.COMMUNE)
                | (Q(region__isnull=False) & Q(department__isnull=False)),
                name="commune_has_its_department",
            ),
        ]
        indexes = [
            GinIndex(OpClass("search_name", "gin_trgm_ops"), name="territory_search_name"),
            GinIndex(fields=["postal_codes"], name="territory_postal_codes"),
            GinIndex(fields=["other_codes"], name="territory_other_codes"),
        ]

    def __str__(self) -> str:
        return self.name
