from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.kinds import OrganisationKind
from jalon.strategies.delays import Delay
from jalon.strategies.milestones import Circumstance, Milestone, Suspension, Track
from jalon.strategies.models.strategy import Strategy


class StrategyTime(models.TextChoices):
    ENTRY = "entry", _("Entrer")
    FOLLOW_UP = "follow_up", _("Être suivi")
    OFFER = "offer", _("Accéder à l’offre")


class DelayUnit(models.TextChoices):
    DAYS = "days", _("jours")
    WORKING_DAYS = "working_days", _("jours ouvrés")
    WEEKS = "weeks", _("semaines")
    MONTHS = "months", _("mois")


class Responsible(models.TextChoices):
    """Who bears a step, whatever the kind of body: a clock always waits for one of them."""

    ORIENTING_BODY = "orienting_body", _("l’organisme qui oriente")
    LEAD_ORGANISATION = "lead_organisation", _("l’organisme référent")
    RECEIVING_BODY = "receiving_body", _("l’organisme à qui la demande est faite")


def _codes(label: object, choices: type[models.TextChoices]) -> "ArrayField[list[str], list[str]]":
    """Several codes of a closed vocabulary; the database refuses any other."""
    longest = max(len(code) for code in choices.values)
    return ArrayField(
        models.CharField(max_length=longest, choices=choices.choices),
        default=list,
        blank=True,
        verbose_name=label,  # type: ignore[arg-type]  # lazily translated
    )


class StrategyStep(models.Model):
    """One promise of a version: from one milestone to another, within a delay, borne by someone.

    `code` says which step it is in all versions. The clock starts at `starts_with`, starts again
    at each of `restarts_with`, and stops at `ends_with`; with `repeats`, it starts again there. It
    runs for `tracks` (all when empty) and stands still for `suspended_by`. `legal_key` names the
    parameter that gives the longest delay the law allows; `longer_*` are the same when one of
    the circumstances `longer_when` is established. `revision` counts the writings, so that two
    people never overwrite one another.
    """

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="steps")
    code = models.SlugField(max_length=60)
    time = models.CharField(_("temps du parcours"), max_length=10, choices=StrategyTime)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    label = models.CharField(_("étape"), max_length=200)
    starts_with = models.SlugField(_("commence à"), max_length=30, choices=Milestone)
    ends_with = models.SlugField(_("atteinte à"), max_length=30, choices=Milestone)
    restarts_with = _codes(_("recommence à"), Milestone)
    delay = models.PositiveSmallIntegerField(_("délai promis"))
    unit = models.CharField(_("unité"), max_length=12, choices=DelayUnit)
    legal_key = models.CharField(max_length=80, blank=True)
    longer_delay = models.PositiveSmallIntegerField(_("délai plus long"), null=True, blank=True)
    longer_unit = models.CharField(max_length=12, choices=DelayUnit, blank=True)
    longer_when = _codes(_("en cas de"), Circumstance)
    longer_legal_key = models.CharField(max_length=80, blank=True)
    source = models.CharField(_("texte ou engagement"), max_length=300, blank=True)
    tracks = _codes(_("pour"), Track)
    suspended_by = _codes(_("suspendue par"), Suspension)
    repeats = models.BooleanField(_("recommence à chaque fois"), default=False)
    responsible = models.CharField(_("portée par"), max_length=20, choices=Responsible)
    responsible_kinds = _codes(_("types d’organismes"), OrganisationKind)
    indicator = models.CharField(_("indicateur"), max_length=300, blank=True)
    target_percent = models.PositiveSmallIntegerField(
        _("cible : part des étapes tenues dans le délai, en %"), null=True, blank=True
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["strategy", "code"], name="one_step_per_code"),
            models.CheckConstraint(
                condition=Q(time__in=StrategyTime.values), name="known_step_time"
            ),
            models.CheckConstraint(
                condition=Q(starts_with__in=Milestone.values), name="known_step_start"
            ),
            models.CheckConstraint(
                condition=Q(ends_with__in=Milestone.values), name="known_step_end"
            ),
            models.CheckConstraint(
                condition=Q(restarts_with__contained_by=Milestone.values),
                name="known_step_restarts",
            ),
            models.CheckConstraint(condition=Q(unit__in=DelayUnit.values), name="known_step_unit"),
            models.CheckConstraint(condition=Q(delay__gt=0), name="step_delay_is_positive"),
            models.CheckConstraint(
                condition=Q(longer_delay=None, longer_unit="", longer_when=[], longer_legal_key="")
                | Q(
                    longer_delay__gt=0,
                    longer_unit__in=DelayUnit.values,
                    longer_when__contained_by=Circumstance.values,
                    longer_when__len__gt=0,
                ),
                name="step_longer_delay_says_when",
            ),
            models.CheckConstraint(
                condition=Q(tracks__contained_by=Track.values), name="known_step_tracks"
            ),
            models.CheckConstraint(
                condition=Q(suspended_by__contained_by=Suspension.values),
                name="known_step_suspensions",
            ),
            models.CheckConstraint(
                condition=Q(responsible__in=Responsible.values), name="known_step_responsible"
            ),
            models.CheckConstraint(
                condition=Q(responsible_kinds__contained_by=OrganisationKind.values),
                name="known_step_kinds",
            ),
            models.CheckConstraint(
                condition=Q(target_percent=None) | Q(target_percent__lte=100),
                name="step_target_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(repeats=True) | ~Q(starts_with=F("ends_with")),
                name="step_that_ends_where_it_starts_repeats",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def promised(self) -> Delay:
        """What the territory promises."""
        return Delay(self.delay, self.unit)

    @property
    def longer(self) -> Delay | None:
        """What it promises when one of the circumstances `longer_when` is established."""
        return Delay(self.longer_delay, self.longer_unit) if self.longer_delay else None
