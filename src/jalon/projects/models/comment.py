from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.kernel.ids import uuid7
from jalon.projects.models.project import Project


class Comment(models.Model):
    """What a member says to the others about one field of the project; never part of the filing.

    `field`: `text-<code>`, or the name of a part of the page.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="comments")
    field = models.SlugField(max_length=80, db_index=False)
    body = models.TextField(_("commentaire"), max_length=2000)
    author = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("écrit le"))
    settled_at = models.DateTimeField(_("réglé le"), null=True)
    settled_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="settled_comment_says_by_whom",
            ),
        ]
