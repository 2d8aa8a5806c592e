from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.models.dossier import Dossier
from jalon.dossiers.models.objection import BLOCKS
from jalon.kernel.ids import uuid7


class Limitation(models.Model):
    """What is kept as it is at the person's request: read, not written (RGPD, art. 18).

    With an empty `block`, the whole dossier but its team. A human granted it, and will end it.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="limitations")
    block = models.CharField(_("bloc"), max_length=1, blank=True)
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "block"],
                condition=Q(ended_at=None),
                name="one_limitation_per_block",
            ),
            models.CheckConstraint(
                condition=Q(block__in=["", *BLOCKS]), name="known_limited_block"
            ),
        ]
