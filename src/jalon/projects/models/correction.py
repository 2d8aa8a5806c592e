from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.kernel.ids import uuid7
from jalon.projects.models.filing import Filing
from jalon.projects.models.project import Project


class Correction(models.Model):
    """What the State asks to be corrected in a filed project: these fields alone, until then.

    `wanted` says, for each code of a part (`queries.parts`), what is asked. Filing the correction
    is filing the project anew: `filing` is then the one that counts, and the former one is kept.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="corrections")
    wanted = models.JSONField(_("ce qui est demandé"))
    until = models.DateTimeField(_("avant le"))
    asked_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("demandée le"))
    filing = models.OneToOneField(Filing, models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField(_("corrigé le"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(filing=None, filed_at=None)
                | models.Q(filing__isnull=False, filed_at__isnull=False),
                name="filed_correction_says_which",
            ),
        ]
