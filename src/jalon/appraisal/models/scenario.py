from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.appraisal.models.decision import Outcome
from jalon.calls.models import Call
from jalon.kernel.ids import uuid7
from jalon.projects.models import Project


class Scenario(models.Model):
    """One way of arbitrating a call, kept with its constraints, to be compared with the others.

    `constraints` has the shape of `arbitration.constraints`. `revision` counts its writings.
    Taken over, its choices became decisions; those decisions live their own life afterwards.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="scenarios")
    name = models.CharField(_("nom du scénario"), max_length=80)
    constraints = models.JSONField(_("contraintes"), default=list)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("commencé le"))
    changed_at = models.DateTimeField(_("changé le"))
    taken_over_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    taken_over_at = models.DateTimeField(_("repris le"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "name"], name="one_scenario_per_name"),
            models.CheckConstraint(condition=~Q(name=""), name="scenario_has_a_name"),
            models.CheckConstraint(
                condition=Q(taken_over_at=None, taken_over_by=None)
                | Q(taken_over_at__isnull=False, taken_over_by__isnull=False),
                name="scenario_taken_over_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Choice(models.Model):
    """What a scenario makes of one project; without a row, it is not selected there.

    `reason` is what its carrier would read. `is_held`: a computed proposal leaves it as it is.
    """

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="choices")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    outcome = models.CharField(_("choix"), max_length=12, choices=Outcome)
    amount_cents = models.BigIntegerField(_("montant"), null=True)
    reason = models.TextField(_("motif"), blank=True)
    is_held = models.BooleanField(_("tenu"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "project"], name="one_choice_per_project_of_scenario"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="known_outcome_of_choice"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.SELECTED, amount_cents__gt=0)
                | (~Q(outcome=Outcome.SELECTED) & Q(amount_cents=None)),
                name="chosen_project_has_an_amount",
            ),
        ]
