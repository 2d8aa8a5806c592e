from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.models import THEMES, Dossier
from jalon.plans.models.two_sided import TwoSided


class Goal(TwoSided):
    """What the person wants to reach, in a few words; done, it is reached.

    A goal binds the person and the team around them: any professional who writes in the plan may
    agree for the team.
    """

    class Meta(TwoSided.Meta):
        indexes = [models.Index(fields=["dossier", "rank"], name="goal_by_dossier")]


class GoalTheme(models.Model):
    """The obstacle a goal comes from. Apart from the goal: who does not read the obstacle of this
    theme does not read that the goal comes from it.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="themes")
    theme = models.CharField(_("thème"), max_length=50, choices=list(THEMES.items()))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "theme"], name="one_theme_once_per_goal"),
            models.CheckConstraint(
                condition=models.Q(theme__in=list(THEMES)), name="known_goal_theme"
            ),
        ]
