from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.models.dossier import Dossier


class WorkSituation(models.TextChoices):
    JOB_SEARCH = "job_search", _("en recherche d’emploi")
    TRAINING_SEARCH = "training_search", _("en recherche de formation")
    APPRENTICESHIP_SEARCH = "apprenticeship_search", _("en recherche d’alternance")
    INTERNSHIP_SEARCH = "internship_search", _("en recherche de stage")
    PROJECT = "project", _("en construction de projet")
    BUSINESS_PROJECT = "business_project", _("en projet de création d’entreprise")
    PERMANENT_FULL = "permanent_full", _("CDI à temps complet")
    PERMANENT_PART = "permanent_part", _("CDI à temps partiel")
    FIXED_FULL = "fixed_full", _("CDD à temps complet")
    FIXED_PART = "fixed_part", _("CDD à temps partiel")
    TEMPORARY = "temporary", _("en intérim")
    IAE = "iae", _("en insertion par l’activité économique")
    EMPLOYED = "employed", _("en emploi")
    SELF_EMPLOYED = "self_employed", _("à son compte")
    FARMER = "farmer", _("exploitation agricole")
    PERFORMER = "performer", _("intermittence du spectacle")
    TRAINING = "training", _("en formation")
    APPRENTICESHIP = "apprenticeship", _("en alternance")
    INTERNSHIP = "internship", _("en stage")
    CIVIC_SERVICE = "civic_service", _("en service civique")
    STUDENT = "student", _("études")
    SCHOOL = "school", _("scolarité")
    PARENTAL_LEAVE = "parental_leave", _("congé parental")
    CARER = "carer", _("aide d’un proche")
    AT_HOME = "at_home", _("au foyer")
    SICK_LEAVE = "sick_leave", _("arrêt de longue durée")
    INVALIDITY = "invalidity", _("invalidité")
    RETIRED = "retired", _("retraite")
    OTHER = "other", _("autre")


class Work(models.Model):
    """Where the person stands with work, and the job they aim at.

    ROME code: one letter from A to N, then four digits.
    """

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="work", primary_key=True)
    situation = models.CharField(_("situation"), max_length=30, choices=WorkSituation, blank=True)
    situation_since = models.DateField(_("depuis le"), null=True, blank=True)
    last_job_ended_on = models.DateField(_("dernier emploi terminé le"), null=True, blank=True)
    sought_job = models.CharField(_("emploi recherché"), max_length=150, blank=True)
    sought_rome = models.CharField(
        _("code ROME"),
        max_length=5,
        blank=True,
        validators=[
            RegexValidator(
                r"^[A-N][0-9]{4}$",
                _("Un code ROME a une lettre, de A à N, puis quatre chiffres : K1304."),
            )
        ],
    )
    has_licence = models.BooleanField(_("permis de conduire"), null=True, blank=True)
    has_vehicle = models.BooleanField(_("véhicule"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(situation__in=["", *WorkSituation.values]),
                name="known_work_situation",
            ),
            models.CheckConstraint(
                condition=models.Q(sought_rome="")
                | models.Q(sought_rome__regex=r"^[A-N][0-9]{4}$"),
                name="rome_code_shape",
            ),
        ]
