from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.dossiers.models.dossier import Dossier

# The categories of data·inclusion v1 (a test compares them with its package, which takes too long
# to load to be loaded here). The ten personal themes come first; then those of the working life.
THEMES: Final[dict[str, str]] = {
    "mobilite": "Mobilité",
    "sante": "Santé",
    "famille": "Famille",
    "logement-hebergement": "Logement et hébergement",
    "difficultes-financieres": "Difficultés financières",
    "difficultes-administratives-ou-juridiques": "Difficultés administratives ou juridiques",
    "lecture-ecriture-calcul": "Lecture, écriture et calcul",
    "numerique": "Numérique",
    "remobilisation": "Remobilisation",
    "equipement-et-alimentation": "Équipement et alimentation",
    "choisir-un-metier": "Choisir un métier",
    "creer-une-entreprise": "Créer une entreprise",
    "preparer-sa-candidature": "Préparer sa candidature",
    "se-former": "Se former",
    "souvrir-a-linternational": "S’ouvrir à l’international",
    "trouver-un-emploi": "Trouver un emploi",
}


class BarrierStatus(models.TextChoices):
    """Not addressed is not "no": nobody has talked about it yet."""

    NOT_ADDRESSED = "not_addressed", _("pas encore abordé")
    NO = "no", _("pas de difficulté")
    YES = "yes", _("difficulté")
    RESOLVED = "resolved", _("levé")


class Impact(models.TextChoices):
    NONE = "none", _("sans effet sur le projet")
    MEDIUM = "medium", _("gêne le projet")
    STRONG = "strong", _("bloque le projet")


class BarrierSource(models.TextChoices):
    INTERVIEW = "interview", _("dit en entretien")
    PERSON = "person", _("dit par la personne")
    IMPORT = "import", _("liste d’un partenaire")


class Barrier(models.Model):
    """What stands in the way, theme by theme; health is only ever a functional impact."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="barriers")
    theme = models.CharField(_("thème"), max_length=50, choices=list(THEMES.items()))
    status = models.CharField(
        _("état"), max_length=15, choices=BarrierStatus, default=BarrierStatus.NOT_ADDRESSED
    )
    impact = models.CharField(_("effet"), max_length=10, choices=Impact, default=Impact.NONE)
    declared_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+", null=True)
    declared_on = models.DateField(_("déclaré le"))
    source = models.CharField(
        _("source"), max_length=20, choices=BarrierSource, default=BarrierSource.INTERVIEW
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "theme"], name="one_barrier_per_theme"),
            models.CheckConstraint(
                condition=models.Q(theme__in=list(THEMES)), name="known_barrier_theme"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=BarrierStatus.values), name="known_barrier_status"
            ),
            models.CheckConstraint(
                condition=models.Q(impact__in=Impact.values), name="known_impact"
            ),
            models.CheckConstraint(
                condition=models.Q(source__in=BarrierSource.values), name="known_barrier_source"
            ),
            models.CheckConstraint(
                condition=models.Q(status="yes") | models.Q(impact="none"),
                name="impact_only_of_a_present_barrier",
            ),
        ]
