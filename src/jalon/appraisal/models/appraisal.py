from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.appraisal.states import AppraisalState
from jalon.kernel.ids import uuid7
from jalon.projects.models import Project


class Appraisal(models.Model):
    """What the State makes of a filed project; the row begins with the first act about it.

    What is appraised is always the last filing of the project.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.OneToOneField(Project, models.PROTECT, related_name="appraisal")
    state = models.CharField(
        _("état"), max_length=12, choices=AppraisalState, default=AppraisalState.RECEIVED
    )
    admissibility_reason = models.TextField(_("motif de recevabilité"), blank=True)
    declared_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField(_("recevabilité déclarée le"), null=True)
    begun_at = models.DateTimeField(_("commencée le"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=AppraisalState.values), name="known_appraisal_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=AppraisalState.INADMISSIBLE) | ~Q(admissibility_reason=""),
                name="inadmissible_project_says_why",
            ),
            models.CheckConstraint(
                condition=Q(declared_at=None, declared_by=None)
                | Q(declared_at__isnull=False, declared_by__isnull=False),
                name="declared_admissibility_says_by_whom",
            ),
        ]


class Remark(models.Model):
    """A note of the officers between themselves: neither readers nor bodies asked read it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="remarks")
    body = models.TextField(_("note"))
    written_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("écrite le"))
