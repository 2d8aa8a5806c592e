from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import Block
from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models.dossier import Dossier
from jalon.kernel.ids import uuid7

BLOCKS = [block.value for block in Block]


class Sharing(models.Model):
    """One block that a référent has addressed to a body of the team, for what it has to do.

    Where the matrix says "only what is addressed to them", this is what addresses it.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="sharings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    block = models.CharField(_("bloc"), max_length=1)
    shared_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()
    until_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "organisation", "block"],
                condition=Q(ended_at=None),
                name="one_sharing_per_body_and_block",
            ),
            models.CheckConstraint(condition=Q(block__in=BLOCKS), name="known_shared_block"),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "dossier"],
                condition=Q(ended_at=None),
                name="sharing_in_force",
            )
        ]
