from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.models.dossier import Dossier


class HouseholdKind(models.TextChoices):
    ALONE = "alone", _("personne seule")
    LONE_PARENT = "lone_parent", _("parent seul avec enfants")
    COUPLE = "couple", _("couple sans enfant à charge")
    COUPLE_WITH_CHILDREN = "couple_with_children", _("couple avec enfants")
    WITH_RELATIVES = "with_relatives", _("chez des proches")


class Household(models.Model):
    """With whom the person lives, and who depends on them."""

    dossier = models.OneToOneField(
        Dossier, models.CASCADE, related_name="household", primary_key=True
    )
    kind = models.CharField(_("foyer"), max_length=30, choices=HouseholdKind, blank=True)
    dependants = models.PositiveSmallIntegerField(_("enfants à charge"), null=True, blank=True)
    youngest_birth_year = models.PositiveSmallIntegerField(
        _("année de naissance du plus jeune"), null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["", *HouseholdKind.values]),
                name="known_household_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(dependants=None) | models.Q(dependants__lte=20),
                name="dependants_plausible",
            ),
        ]
