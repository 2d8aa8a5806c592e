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


class ZoneKind(models.TextChoices):
    QPV = "qpv", _("quartier prioritaire de la politique de la ville")
    FRR = "frr", _("zone France ruralités revitalisation")
    ZRR = "zrr", _("zone de revitalisation rurale")
    FORMER = "former", _("territoire d'expérimentation antérieure")


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


class Zone(models.Model):
    """A commune that holds a priority zone, or part of one, from an official list.

    A zone of several communes has a row for each. `code` is that of the list: of the quartier, or
    of the commune when the zone is the whole of it. `valid_from` is the date of the first list
    loaded here that has it, `valid_to` that of the first that no longer has it. `is_of_a_part`:
    only a part of the list was loaded, which says nothing of the other communes.
    """

    kind = models.CharField(_("zonage"), max_length=10, choices=ZoneKind)
    code = models.CharField(_("code"), max_length=20)
    name = models.TextField(_("nom"))
    commune = models.ForeignKey(Territory, models.PROTECT, related_name="zones")
    is_partial = models.BooleanField(_("une partie de la commune"), default=False)
    is_of_a_part = models.BooleanField(_("d’une partie de la liste"), default=False)
    source = models.TextField(_("source"))
    valid_from = models.DateField(_("en vigueur depuis le"))
    valid_to = models.DateField(_("jusqu’au"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code", "commune"],
                condition=Q(valid_to=None),
                name="one_current_zone_per_commune",
            ),
            models.CheckConstraint(condition=Q(kind__in=ZoneKind.values), name="known_zone_kind"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")),
                name="zone_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name
