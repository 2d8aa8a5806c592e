from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.kernel.ids import uuid7


class Ground(models.TextChoices):
    """Why something was destroyed."""

    END_OF_RETENTION = "end_of_retention", _("durée de conservation écoulée")
    NEVER_SUPPORTED = "never_supported", _("personne jamais accompagnée")
    REQUEST = "request", _("demande d’effacement acceptée")
    NOT_SUPPORTED = "not_supported", _("personne qui n’est pas accompagnée")
    MISTAKE = "mistake", _("dossier créé par erreur")


class Destruction(models.Model):
    """The proof that something was destroyed; it holds no personal data, and is never changed.

    `fingerprint`: keyed HMAC of the public id that the person had; who has the key and that id can
    check that this person was destroyed, nobody can go the other way. `erased` counts rows by
    category. `seal`: HMAC of all the rest and of the seal before it, so that a proof changed,
    removed or put elsewhere shows. `rule`: the durations applied, and their text.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    number = models.PositiveIntegerField(_("numéro"), unique=True)
    destroyed_at = models.DateTimeField(_("détruit le"))
    ground = models.CharField(_("motif"), max_length=20, choices=Ground)
    rule = models.CharField(_("règle appliquée"), max_length=300)
    fingerprint = models.BinaryField(max_length=32)
    is_whole_person = models.BooleanField(_("identité comprise"))
    erased = models.JSONField(_("lignes effacées"), default=dict)
    order_number = models.PositiveBigIntegerField(_("ordre"), null=True)
    previous_seal = models.BinaryField(max_length=32)
    seal = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ground__in=Ground.values), name="known_ground"),
        ]
        indexes = [models.Index(fields=["fingerprint"], name="destruction_fingerprint")]


class Figure(models.Model):
    """What is kept of dossiers destroyed: how many, in cells coarse enough to name nobody.

    A cell of fewer than eleven is never published (`queries.figures`).
    """

    opened_year = models.PositiveSmallIntegerField(_("ouverts en"))
    destroyed_year = models.PositiveSmallIntegerField(_("détruits en"))
    territory_code = models.CharField(_("territoire"), max_length=20)
    lead_kind = models.CharField(_("type d’organisme référent"), max_length=30)
    count = models.PositiveIntegerField(_("nombre"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opened_year", "destroyed_year", "territory_code", "lead_kind"],
                name="one_figure_per_cell",
            ),
        ]
