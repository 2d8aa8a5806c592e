from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models.dossier import Dossier
from jalon.dossiers.models.membership import TeamRole
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField

# A référent is changed, never invited nor let in.
GIVEN = [(role.value, role.label) for role in TeamRole if role is not TeamRole.REFERENT]
GIVEN_ROLES = [value for value, _label in GIVEN]


class InvitationState(models.TextChoices):
    PENDING = "pending", _("en attente")
    ACCEPTED = "accepted", _("acceptée")
    DECLINED = "declined", _("déclinée")
    WITHDRAWN = "withdrawn", _("retirée")
    EXPIRED = "expired", _("expirée")


class Invitation(models.Model):
    """A place offered to one professional around a person; it gives no right before they accept.

    `shown_as` is all that they see of the person until then: a first name and an initial.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="invitations")
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, related_name="invitations")
    role = models.CharField(_("rôle"), max_length=20, choices=GIVEN)
    until_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    shown_as = EncryptedTextField(_("personne"))
    word = EncryptedTextField(_("mot"), blank=True, default="")
    invited_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("envoyée le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    state = models.CharField(
        _("état"), max_length=10, choices=InvitationState, default=InvitationState.PENDING
    )
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "affiliation"],
                condition=Q(state="pending"),
                name="one_pending_invitation_per_hat",
            ),
            models.CheckConstraint(condition=Q(role__in=GIVEN_ROLES), name="known_invited_role"),
            models.CheckConstraint(
                condition=Q(state=InvitationState.PENDING, closed_at=None)
                | Q(
                    state__in=[one for one in InvitationState.values if one != "pending"],
                    closed_at__isnull=False,
                ),
                name="closed_invitation_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["affiliation"], condition=Q(state="pending"), name="invitation_received"
            ),
            models.Index(
                fields=["expires_at"], condition=Q(state="pending"), name="invitation_to_end"
            ),
        ]

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be accepted."""
        return self.state == InvitationState.PENDING and at < self.expires_at


class JoinState(models.TextChoices):
    PENDING = "pending", _("en attente")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")
    EXPIRED = "expired", _("expirée")


class JoinRequest(models.Model):
    """A professional who met the person asks for a place; she or her référent decides.

    Asked from outside: it gives no right, and tells nothing of the dossier to whoever asks.
    `shown_as` is what they typed themselves, to know which request this is.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="join_requests")
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(_("rôle"), max_length=20, choices=GIVEN)
    shown_as = EncryptedTextField(_("personne"))
    reason = EncryptedTextField(_("motif"))
    requested_at = models.DateTimeField(_("demandée le"))
    expires_at = models.DateTimeField(_("à décider avant le"))
    state = models.CharField(
        _("décision"), max_length=10, choices=JoinState, default=JoinState.PENDING
    )
    decided_at = models.DateTimeField(_("décidée le"), null=True)
    decided_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    is_decided_by_person = models.BooleanField(_("décidée par la personne"), default=False)
    answer = EncryptedTextField(_("réponse"), blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "affiliation"],
                condition=Q(state="pending"),
                name="one_pending_join_request_per_hat",
            ),
            models.CheckConstraint(condition=Q(role__in=GIVEN_ROLES), name="known_requested_role"),
            models.CheckConstraint(
                condition=Q(
                    Q(state=JoinState.PENDING, decided_at=None)
                    | Q(state=JoinState.EXPIRED, decided_at__isnull=False),
                    decided_by=None,
                    is_decided_by_person=False,
                )
                | Q(
                    Q(decided_by__isnull=False, is_decided_by_person=False)
                    | Q(decided_by=None, is_decided_by_person=True),
                    state__in=[JoinState.ACCEPTED, JoinState.REFUSED],
                    decided_at__isnull=False,
                ),
                name="join_request_is_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("affiliation")),
                name="nobody_lets_themselves_in",
            ),
        ]
        indexes = [
            models.Index(fields=["affiliation", "requested_at"], name="join_requests_of_a_hat"),
            models.Index(
                fields=["expires_at"], condition=Q(state="pending"), name="join_request_to_end"
            ),
        ]

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be decided."""
        return self.state == JoinState.PENDING and at < self.expires_at

    def close(self, state: JoinState, answer: str, hat: int | None, at: datetime) -> None:
        """Write down what was decided, by this hat; without one, by the person."""
        self.state, self.answer, self.decided_at = state, answer.strip(), at
        self.decided_by_id, self.is_decided_by_person = hat, hat is None
        names = ["state", "answer", "decided_at", "decided_by", "is_decided_by_person"]
        self.save(update_fields=names)
