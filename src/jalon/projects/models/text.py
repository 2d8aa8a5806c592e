from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.projects.models.project import Project


class Text(models.Model):
    """One writing of one text of a project, named by its code; the last revision is the text.

    `measured_on`: the day of the figures, when the platform itself wrote them.

    Nothing is overwritten: each writing is a row, and two of the same revision cannot both be.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="texts")
    code = models.SlugField(max_length=60, db_index=False)
    revision = models.PositiveIntegerField()
    body = models.TextField(_("texte"), blank=True)
    measured_on = models.DateField(_("chiffres du"), null=True)
    written_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("écrit le"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "code", "revision"], name="one_writing_per_revision"
            ),
        ]
