from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import Block
from jalon.accounts.models import Organisation
from jalon.dossiers.models.dossier import Dossier
from jalon.kernel.ids import uuid7

BLOCKS = [block.value for block in Block]


class Objection(models.Model):
    """What a person has objected to, and a human has granted: from then on it is closed.

    Without `organisation`, to every body; with an empty `block`, to every block (RGPD, art. 21).
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="objections")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    block = models.CharField(_("bloc"), max_length=1, blank=True)
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "organisation", "block"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="one_objection_per_body_and_block",
            ),
            models.CheckConstraint(
                condition=Q(block__in=["", *BLOCKS]), name="known_objected_block"
            ),
        ]
