from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.calls.models import Call
from jalon.kernel.ids import uuid7
from jalon.projects.models import Project


class Outcome(models.TextChoices):
    SELECTED = "selected", _("retenu")
    RESERVE = "reserve", _("liste d’attente")
    NOT_SELECTED = "not_selected", _("non retenu")


class Announcement(models.Model):
    """The instant from which all the results of a call are known, all at once."""

    call = models.OneToOneField(Call, models.PROTECT, related_name="announcement")
    announced_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(_("annoncé le"))


class Decision(models.Model):
    """What is decided for a project, and why; a next one replaces it until the announcement.

    `amount_cents`: what the State gives, for a project that is selected. `announcement`: the one
    that made it known; from then on nothing of it changes.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("décision"), max_length=12, choices=Outcome)
    amount_cents = models.BigIntegerField(_("montant accordé"), null=True)
    reason = models.TextField(_("motif"))
    decided_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("décidé le"))
    replaced_at = models.DateTimeField(_("remplacée le"), null=True)
    announcement = models.ForeignKey(
        Announcement, models.PROTECT, null=True, related_name="decisions"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="known_project_outcome"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.SELECTED, amount_cents__gt=0)
                | (~Q(outcome=Outcome.SELECTED) & Q(amount_cents=None)),
                name="selected_project_has_an_amount",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_says_why"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(replaced_at=None), name="one_standing_decision"
            ),
        ]
