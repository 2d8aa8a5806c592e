from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Organisation
from jalon.dossiers.models import Dossier
from jalon.strategies.milestones import Milestone
from jalon.strategies.models import Responsible, StrategyStep


class DeadlineState(models.TextChoices):
    RUNNING = "running", _("en cours")
    SUSPENDED = "suspended", _("suspendue")
    MET = "met", _("atteinte")
    ENDED = "ended", _("sans objet")


class Deadline(models.Model):
    """What one step of the strategy promises in one dossier: computed, never typed.

    The version is that of `step`: the one in force the day it was met, or today. `occurrence`
    counts from 1, for a step that comes back; `thread` says which, when several run side by side.
    It runs from the milestone `started_by` of `starts_on` (fact `start_position`), started again
    `restarts` times, later by `suspended_days`: why stands in the milestone, for who may know.
    `need` is the block under which it is read. `organisation` answers for it; None, when nobody of
    that kind is known in the dossier: `responsible` then says which.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+", db_index=False)
    step = models.ForeignKey(
        StrategyStep, models.PROTECT, related_name="+", db_index=False, verbose_name=_("étape")
    )
    code = models.SlugField(max_length=60, db_index=False)
    thread = models.CharField(max_length=40, blank=True)
    occurrence = models.PositiveIntegerField(_("fois"))
    started_by = models.CharField(_("part de"), max_length=30, choices=Milestone)
    starts_on = models.DateField(_("depuis le"))
    start_position = models.PositiveIntegerField()
    restarts = models.PositiveSmallIntegerField(_("reparti de là, fois"), default=0)
    is_longer = models.BooleanField(default=False)
    due_on = models.DateField(_("au plus tard le"))
    suspended_days = models.PositiveIntegerField(_("jours de suspension"), default=0)
    suspended_on = models.DateField(_("suspendue depuis le"), null=True)
    met_on = models.DateField(_("atteinte le"), null=True)
    state = models.CharField(_("état"), max_length=10, choices=DeadlineState)
    responsible = models.CharField(_("portée par"), max_length=20, choices=Responsible)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False,
        verbose_name=_("attendu de"),
    )  # fmt: skip
    need = models.CharField(max_length=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "code", "thread", "occurrence"], name="one_deadline_per_turn"
            ),
            models.CheckConstraint(
                condition=Q(state__in=DeadlineState.values), name="known_deadline_state"
            ),
            models.CheckConstraint(
                condition=Q(responsible__in=Responsible.values), name="known_deadline_responsible"
            ),
            models.CheckConstraint(
                condition=Q(started_by__in=Milestone.values), name="known_deadline_start"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")), name="deadline_is_due_after_its_start"
            ),
            models.CheckConstraint(
                condition=Q(state=DeadlineState.MET, met_on__isnull=False)
                | (~Q(state=DeadlineState.MET) & Q(met_on=None)),
                name="met_deadline_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_on"],
                condition=Q(state=DeadlineState.RUNNING),
                name="deadline_running",
            ),
        ]
