from datetime import date, datetime, timedelta
from typing import Final

from django.db import models
from django.db.models import Exists, F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Habilitation, HabilitationKind, Organisation
from jalon.dossiers.models.dossier import Dossier
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class ReviewOutcome(models.TextChoices):
    JUSTIFIED = "justified", _("justifié")
    UNJUSTIFIED = "unjustified", _("non justifié")


MOST: Final = timedelta(minutes=30)  # whatever is decided, none is open for longer


class ExceptionalAccessQuerySet(models.QuerySet["ExceptionalAccess"]):
    def open_to(
        self, affiliation_id: int, *, at: datetime, on: date
    ) -> "ExceptionalAccessQuerySet":
        """Those that open something to this hat now: the habilitation must still be in force."""
        trusts = Habilitation.objects.in_force(on).filter(
            affiliation_id=affiliation_id, kind=HabilitationKind.BREAK_GLASS
        )
        mine = self.filter(affiliation_id=affiliation_id, closed_at=None, expires_at__gt=at)
        return mine.filter(Exists(trusts))


class ExceptionalAccess(models.Model):
    """Break-glass: a habilitated reader without a seat opens a dossier, briefly, and says why.

    It lapses by itself at `expires_at`; somebody else must judge it afterwards (`review_due_on`).
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="exceptional_accesses")
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reason = EncryptedTextField(_("motif"))
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    review_due_on = models.DateField(_("à contrôler avant le"))
    told_at = models.DateTimeField(_("annoncé le"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("contrôle rappelé le"), null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=15, choices=ReviewOutcome, blank=True)
    opinion = EncryptedTextField(_("avis"), blank=True, default="")

    objects = ExceptionalAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__lte=F("opened_at") + MOST),
                name="exceptional_access_ends_within_half_an_hour",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opened_at")), name="exceptional_access_is_brief"
            ),
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("affiliation")), name="nobody_reviews_their_own_access"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, outcome="")
                | Q(reviewed_at__isnull=False, outcome__in=ReviewOutcome.values),
                name="reviewed_access_has_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["affiliation", "expires_at"], name="exceptional_access_in_force"),
            models.Index(
                fields=["expires_at"], condition=Q(closed_at=None), name="access_to_close"
            ),
            models.Index(fields=["opened_at"], condition=Q(told_at=None), name="access_to_tell"),
            models.Index(
                fields=["review_due_on"], condition=Q(reviewed_at=None), name="access_to_review"
            ),
        ]

    def is_open(self, at: datetime) -> bool:
        """Whether it still opens something, as far as time goes."""
        return self.closed_at is None and at < self.expires_at
