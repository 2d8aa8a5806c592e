from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import Organisation
from jalon.plans.models.goal import Goal
from jalon.plans.models.two_sided import LIVE, Side, TwoSided, side_of


class Bearer(models.TextChoices):
    """Who does it."""

    PERSON = "person", _("la personne")
    BODY = "body", _("un organisme")


class Effect(models.TextChoices):
    """What a step that was done has changed."""

    UNSAID = "", _("on ne sait pas encore")
    HELPED = "helped", _("cela a aidé")
    NOTHING = "nothing", _("cela n’a rien changé")


class Step(TwoSided):
    """One thing to do for a goal, by somebody, before a day.

    Borne by the person, it binds once the person and the team agree. Borne by an organisation, it
    binds once the person and **that** organisation agree: nobody promises for another body.
    `repeats` is the try before this one: what is tried again and again stays visible.
    """

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="steps")
    bearer = models.CharField(_("qui le fait"), max_length=6, choices=Bearer)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, verbose_name=_("organisme")
    )
    due_on = models.DateField(_("avant le"))
    started_at = models.DateTimeField(_("commencé le"), null=True)
    effect = models.CharField(
        _("effet"), max_length=10, choices=Effect, blank=True, default=Effect.UNSAID
    )
    repeats = models.ForeignKey(
        "self", models.CASCADE, related_name="repeated_by", null=True, verbose_name=_("refait")
    )

    class Meta(TwoSided.Meta):
        constraints = [
            *TwoSided.Meta.constraints,
            models.CheckConstraint(
                condition=Q(bearer=Bearer.PERSON, organisation=None)
                | Q(bearer=Bearer.BODY, organisation__isnull=False),
                name="step_says_who_does_it",
            ),
            models.CheckConstraint(condition=Q(effect__in=Effect.values), name="known_effect"),
        ]
        indexes = [
            models.Index(fields=["dossier", "rank"], name="step_by_dossier"),
            models.Index(
                fields=["organisation", "due_on"],
                condition=Q(state__in=LIVE, bearer=Bearer.BODY),
                name="step_owed_by_body",
            ),
        ]

    def speaks_for_body(self, by: Actor | PersonActor) -> bool:
        """Whether this actor's agreement is that of the institutions' side of this step."""
        if side_of(by) == Side.PERSON:
            return False
        return self.bearer == Bearer.PERSON or by.organisation_id == self.organisation_id

    def is_late(self, on: date) -> bool:
        return self.state in LIVE and self.due_on < on
