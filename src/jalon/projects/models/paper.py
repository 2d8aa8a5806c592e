from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.kernel.ids import uuid7
from jalon.projects.models.project import Project


class Paper(models.Model):
    """A document that the call asks for, joined to a project; joining again replaces it.

    One that was filed is kept when a correction replaces it: `replaced_at`, when.

    `document` is its code in the call; `digest`, the SHA-256 of what was received.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="papers")
    document = models.SlugField(max_length=60, db_index=False)
    name = models.CharField(_("nom du fichier"), max_length=200)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    joined_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField(_("joint le"))
    replaced_at = models.DateTimeField(_("remplacé le"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "document"],
                condition=Q(replaced_at=None),
                name="one_paper_per_document_of_project",
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="paper_digest_is_sha256"
            ),
        ]
