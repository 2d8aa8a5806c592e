from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.calls.models import CallVersion
from jalon.kernel.ids import uuid7
from jalon.projects.models.project import Project


class Filing(models.Model):
    """What was filed, at which instant, under which version of the call: it never changes.

    `content` is the whole project as it was, `eligibility` what every criterion answered; `digest`
    is the SHA-256 of both, as canonical JSON. A project taken up again is filed anew, `number` + 1.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="filings")
    number = models.PositiveSmallIntegerField(_("dépôt"))
    version = models.ForeignKey(CallVersion, models.PROTECT, related_name="+")
    content = models.JSONField()
    eligibility = models.JSONField()
    digest = models.CharField(max_length=64)
    is_late = models.BooleanField(_("reçu pendant la tolérance"), default=False)
    filed_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(_("déposé le"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_filing_per_number"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="filing_digest_is_sha256"
            ),
        ]
