from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.kernel.ids import uuid7
from jalon.territories.models import PlainText
from jalon.vault.fields import EncryptedTextField


class Sex(models.TextChoices):
    FEMALE = "F", _("femme")
    MALE = "M", _("homme")
    UNKNOWN = "U", _("non renseigné")


class Person(models.Model):
    """One human being, as the civil registry knows them.

    A birth date may lack its day, or its day and month: many people born abroad have none.
    `nir` is sealed and never displayed; `nir_fingerprint` (keyed HMAC) is what it is matched by.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    first_names = models.CharField(_("prénoms"), max_length=200)
    birth_name = models.CharField(_("nom de naissance"), max_length=100)
    usage_name = models.CharField(_("nom d’usage"), max_length=100, blank=True)
    sex = models.CharField(_("sexe"), max_length=1, choices=Sex, default=Sex.UNKNOWN)
    birth_year = models.PositiveSmallIntegerField(_("année de naissance"), null=True, blank=True)
    birth_month = models.PositiveSmallIntegerField(_("mois de naissance"), null=True, blank=True)
    birth_day = models.PositiveSmallIntegerField(_("jour de naissance"), null=True, blank=True)
    birth_place = models.CharField(_("lieu de naissance"), max_length=150, blank=True)
    birth_country = models.CharField(_("pays de naissance"), max_length=2, blank=True)
    nir = EncryptedTextField(null=True, blank=True, editable=False)
    nir_fingerprint = models.BinaryField(max_length=32, null=True, unique=True, editable=False)
    is_synthetic = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # Until a dossier is open, only the hat that wrote a person down meets them (config.policy).
    registered_by = models.ForeignKey(
        Affiliation, models.SET_NULL, null=True, editable=False, related_name="+", db_index=False
    )

    plain_name = models.GeneratedField(
        expression=PlainText(
            Concat(F("first_names"), Value(" "), F("usage_name"), Value(" "), F("birth_name"))
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    sort_name = models.GeneratedField(
        expression=PlainText(
            Concat(
                Coalesce(Func(F("usage_name"), Value(""), function="NULLIF"), F("birth_name")),
                Value(" "),
                F("first_names"),
            )
        ),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__range=(1880, 2100)),
                name="birth_year_plausible",
            ),
            models.CheckConstraint(
                condition=Q(birth_month=None) | Q(birth_month__range=(1, 12), birth_year__gt=0),
                name="birth_month_with_year",
            ),
            models.CheckConstraint(
                condition=Q(birth_day=None) | Q(birth_day__range=(1, 31), birth_month__gt=0),
                name="birth_day_with_month",
            ),
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="known_sex"),
        ]
        indexes = [
            models.Index(
                fields=["registered_by"],
                condition=Q(registered_by__isnull=False),
                name="person_registered_by",
            ),
            GinIndex(fields=["plain_name"], opclasses=["gin_trgm_ops"], name="person_name_trigram"),
            models.Index(fields=["sort_name"], name="person_sort_name"),
        ]

    @property
    def family_name(self) -> str:
        return self.usage_name or self.birth_name

    @property
    def name(self) -> str:
        """As it is written on top of a dossier: first name, then the name used every day."""
        return f"{self.first_names.split(' ')[0]} {self.family_name}"

    @property
    def outline(self) -> str:
        """« Camille D. »: enough to call somebody or to know of whom one was told, no more."""
        return f"{self.first_names.split(' ')[0]} {self.family_name[:1]}."
