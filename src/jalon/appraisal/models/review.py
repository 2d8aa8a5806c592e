from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.appraisal.states import ACTIVE, ReviewState
from jalon.calls.models import CallVersion
from jalon.kernel.ids import uuid7
from jalon.projects.models import Project

READERS = 2  # who read every project, before a third is asked
PLACES = READERS + 1


class Review(models.Model):
    """The reading of a project by one person, who marks it on the grid of `version`.

    `place`: 1 and 2 for those who read every project, 3 for the reading asked when the first two
    differ too much. Nobody reads before having declared their interests.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="reviews")
    version = models.ForeignKey(CallVersion, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(_("lecture"))
    reviewer = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    state = models.CharField(
        _("état"), max_length=10, choices=ReviewState, default=ReviewState.ASSIGNED
    )
    due_on = models.DateField(_("à rendre pour le"))
    assigned_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(_("confiée le"))
    declared_at = models.DateTimeField(_("intérêts déclarés le"), null=True)
    recusal = models.TextField(_("motif du déport"), blank=True)
    given_at = models.DateTimeField(_("avis rendu le"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReviewState.values), name="known_review_state"
            ),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=PLACES), name="review_has_a_place"
            ),
            models.UniqueConstraint(
                fields=["project", "place"],
                condition=Q(state__in=ACTIVE),
                name="one_reader_per_place",
            ),
            models.UniqueConstraint(
                fields=["project", "reviewer"],
                condition=Q(state__in=ACTIVE),
                name="one_reading_per_reader",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.RECUSED) | ~Q(recusal=""), name="recusal_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.GIVEN) | Q(given_at__isnull=False),
                name="given_review_says_when",
            ),
        ]


class Round(models.Model):
    """The marks of a reading as they were given once; reopened, a next round begins from them.

    `digest` is the SHA-256 of the marks that were given. `reopening`: why it was reopened.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField(_("rendu le"), null=True)
    digest = models.CharField(max_length=64, blank=True)
    reopened_at = models.DateTimeField(_("rouvert le"), null=True)
    reopened_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    reopening = models.TextField(_("motif de réouverture"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="one_round_per_number"),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopening="")
                | (~Q(reopening="") & ~Q(given_at=None)),
                name="reopened_round_says_why",
            ),
        ]


class Mark(models.Model):
    """The points given on one line of the grid, and why; `tenths`: 125 is 12.5 points."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="marks")
    criterion = models.SlugField(max_length=60, db_index=False)
    tenths = models.PositiveIntegerField(_("points"), null=True)
    comment = models.TextField(_("commentaire"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "criterion"], name="one_mark_per_criterion"),
            models.CheckConstraint(
                condition=Q(tenths=None) | Q(tenths__lte=1000), name="mark_is_of_a_hundred"
            ),
        ]
