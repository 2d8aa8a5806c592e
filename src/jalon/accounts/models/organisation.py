from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from stdnum.fr import siret

from jalon.accounts.kinds import Competence, OrganisationKind, competences
from jalon.kernel.ids import uuid7


def siret_is_valid(value: str) -> None:
    """Raise ValidationError, in French, unless the SIRET has 14 digits and a right key."""
    if not siret.is_valid(value):
        raise ValidationError(
            _t("« %(value)s » n’est pas un SIRET : 14 chiffres, dont le dernier est une clé."),
            params={"value": value},
        )


class Organisation(models.Model):
    """A body that acts, with its own competences, on its own territory."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(_("type"), max_length=30, choices=OrganisationKind)
    name = models.CharField(_("nom"), max_length=200)
    short_name = models.CharField(_("nom court"), max_length=60, blank=True)
    siret = models.CharField(max_length=14, unique=True, validators=[siret_is_valid])
    territory = models.ForeignKey(
        "territories.Territory", models.PROTECT, related_name="+", verbose_name=_("territoire")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name=_("rattachée à"),
    )  # fmt: skip
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    is_synthetic = models.BooleanField(_("inventée pour la démonstration"), default=False)
    closed_on = models.DateField(_("fermée le"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(siret__regex=r"^\d{14}$"), name="siret_has_14_digits"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values), name="known_organisation_kind"
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="organisation_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def competences(self) -> frozenset[Competence]:
        return competences(self.kind)
