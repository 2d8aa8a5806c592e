from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.calls.models import Call
from jalon.kernel.ids import uuid7
from jalon.projects.states import ProjectState
from jalon.strategies.models import Strategy


class Project(models.Model):
    """The answer of a consortium to a call: its carrier coordinates, each member writes its part.

    `strategy`: the version that the project would have its territory adopt.
    `revision` counts the writings of this row alone; texts, members and lines have their own.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="+", verbose_name=_("appel"))
    carrier = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("porteur")
    )
    title = models.CharField(_("titre"), max_length=200)
    state = models.CharField(
        _("état"), max_length=10, choices=ProjectState, default=ProjectState.DRAFT
    )
    starts_on = models.DateField(_("début du projet"), null=True)
    months = models.PositiveSmallIntegerField(_("durée, en mois"), null=True)
    people = models.PositiveIntegerField(_("personnes accompagnées"), null=True)
    public_is_broad = models.BooleanField(_("public large"), null=True)
    zonings_present = ArrayField(models.CharField(max_length=10), null=True)
    zonings_associated = ArrayField(models.CharField(max_length=10), null=True)
    strategy = models.ForeignKey(
        Strategy, models.PROTECT, null=True, related_name="+", verbose_name=_("stratégie")
    )
    revision = models.PositiveIntegerField(default=1)
    is_synthetic = models.BooleanField(_("inventé pour la démonstration"), default=False)
    opened_at = models.DateTimeField(_("commencé le"))
    opened_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True)
    withdrawal = models.TextField(_("motif du retrait"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ProjectState.values), name="known_project_state"
            ),
            models.CheckConstraint(
                condition=Q(state=ProjectState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=ProjectState.WITHDRAWN) & Q(withdrawn_at=None)),
                name="withdrawn_project_says_when",
            ),
            models.CheckConstraint(
                condition=Q(months=None) | Q(months__gte=1, months__lte=120),
                name="project_lasts_some_months",
            ),
        ]

    def __str__(self) -> str:
        return self.title
