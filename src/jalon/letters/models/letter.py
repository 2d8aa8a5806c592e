from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.kernel.ids import uuid7
from jalon.letters.states import LIVE, LetterState
from jalon.projects.models import Member, Project


class LetterWay(models.TextChoices):
    CODE = "code", _("en ligne, par un code reçu à son adresse e-mail")
    PAPER = "paper", _("sur papier, puis numérisée")


class Letter(models.Model):
    """What a member commits itself to, frozen as it was sent to who signs for it.

    `content` is what the letter says, `digest` its SHA-256. `link` makes the secret of the personal
    link, of which `fingerprint` alone is compared: a letter given to somebody else to sign has
    another one. `document` is the signed PDF, or the scan, byte for byte. `is_recognised`: the QR
    code of the scan was read, nobody had to say which letter it is.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="letters")
    member = models.ForeignKey(Member, models.PROTECT, related_name="letters")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(
        _("état"), max_length=7, choices=LetterState, default=LetterState.WAITING
    )
    signatory_name = models.CharField(_("qui signe"), max_length=200)
    signatory_email = models.EmailField(_("son adresse e-mail"), blank=True)
    delegated_from = models.CharField(_("à la place de"), max_length=200, blank=True)
    link = models.UUIDField(default=uuid7, unique=True, editable=False)
    fingerprint = models.BinaryField(max_length=32, unique=True, editable=False)
    sent_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("envoyée le"))
    expires_at = models.DateTimeField(_("à signer avant le"))
    reminded_at = models.DateTimeField(_("rappelée le"), null=True)
    settled_at = models.DateTimeField(_("réglée le"), null=True)
    refusal = models.TextField(_("motif du refus"), blank=True)
    way = models.CharField(_("signée"), max_length=5, choices=LetterWay, blank=True)
    code_sent_at = models.DateTimeField(_("code envoyé le"), null=True)
    document = models.BinaryField(null=True)
    document_digest = models.CharField(_("empreinte du document"), max_length=64, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    is_recognised = models.BooleanField(_("reconnue par son QR code"), null=True)
    deposited_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(state__in=LIVE), name="one_live_letter_per_member"
            ),
            models.CheckConstraint(
                condition=Q(state__in=LetterState.values), name="known_letter_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.SIGNED)
                | Q(way="code", code_sent_at__isnull=False, document__isnull=False)
                | Q(way="paper", deposited_by__isnull=False, document__isnull=False),
                name="signed_letter_has_its_proof",
            ),
            models.CheckConstraint(
                condition=Q(document=None, document_digest="")
                | Q(document__isnull=False, document_digest__regex=r"^[0-9a-f]{64}$"),
                name="letter_document_has_its_digest",
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.REFUSED) | ~Q(refusal=""),
                name="refused_letter_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], condition=Q(state="waiting"), name="letter_still_to_sign"
            )
        ]
