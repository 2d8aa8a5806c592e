from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.models.dossier import Dossier


class EducationLevel(models.TextChoices):
    """The scale of France Travail, whose codes are those of partners' files."""

    AFS = "AFS", _("aucune formation scolaire")
    CP4 = "CP4", _("primaire à 4e")
    CFG = "CFG", _("4e achevée")
    C3A = "C3A", _("3e achevée ou brevet")
    C12 = "C12", _("seconde ou première achevée")
    NV5 = "NV5", _("CAP, BEP")
    NV4 = "NV4", _("bac")
    NV3 = "NV3", _("bac + 2")
    NV2 = "NV2", _("bac + 3 ou 4")
    NV1 = "NV1", _("bac + 5 et plus")


class FrenchLevel(models.TextChoices):
    """Common European framework of reference for languages."""

    NONE = "none", _("ne parle pas français")
    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    FLUENT = "fluent", _("parle couramment")


class Education(models.Model):
    """What the person has learnt at school and since."""

    dossier = models.OneToOneField(
        Dossier, models.CASCADE, related_name="education", primary_key=True
    )
    level = models.CharField(
        _("niveau de formation"), max_length=3, choices=EducationLevel, blank=True
    )
    diploma = models.CharField(_("diplôme"), max_length=150, blank=True)
    diploma_year = models.PositiveSmallIntegerField(_("année du diplôme"), null=True, blank=True)
    is_foreign = models.BooleanField(_("diplôme étranger"), null=True, blank=True)
    french = models.CharField(_("français"), max_length=6, choices=FrenchLevel, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=["", *EducationLevel.values]),
                name="known_education_level",
            ),
            models.CheckConstraint(
                condition=models.Q(french__in=["", *FrenchLevel.values]), name="known_french_level"
            ),
        ]
