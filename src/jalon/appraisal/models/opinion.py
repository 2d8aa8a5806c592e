from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.appraisal.states import OpinionState
from jalon.kernel.ids import uuid7
from jalon.projects.models import Project


class Verdict(models.TextChoices):
    FAVOURABLE = "favourable", _("favorable")
    RESERVED = "reserved", _("favorable avec réserves")
    UNFAVOURABLE = "unfavourable", _("défavorable")


class Opinion(models.Model):
    """What a body is asked to think of a project, and what it answered: once, and for good."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="opinions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(
        _("état"), max_length=10, choices=OpinionState, default=OpinionState.ASKED
    )
    question = models.TextField(_("ce qui est demandé"), blank=True)
    due_on = models.DateField(_("attendu pour le"))
    asked_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("demandé le"))
    reminded_at = models.DateTimeField(_("relancé le"), null=True)
    verdict = models.CharField(_("avis"), max_length=12, choices=Verdict, blank=True)
    body = models.TextField(_("texte de l’avis"), blank=True)
    answered_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("rendu le"), null=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by",
        verbose_name=_("à la place de"),
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OpinionState.values), name="known_opinion_state"
            ),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(verdict__in=Verdict.values), name="known_verdict"
            ),
            models.UniqueConstraint(
                fields=["project", "organisation"],
                condition=~Q(state=OpinionState.REPLACED),
                name="one_opinion_per_body",
            ),
            models.CheckConstraint(
                condition=Q(state=OpinionState.ANSWERED, answered_at__isnull=False) & ~Q(verdict="")
                | ~Q(state=OpinionState.ANSWERED) & Q(verdict="", answered_at=None),
                name="answered_opinion_says_what",
            ),
        ]
