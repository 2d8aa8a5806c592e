from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.grants.models.agreement import Agreement
from jalon.grants.states import RUNNING, VersionState
from jalon.kernel.ids import uuid7


class AgreementVersion(models.Model):
    """One text of the agreement: number 1 is the agreement itself, each next one an amendment.

    The JSON fields have the shapes of `grants.content`: `frame` (who, which call, which project),
    `articles`, `schedule` (payments, whose sum is `amount_cents`) and `reports` (due days).
    `digest` is the SHA-256 of all this when it is accepted; from then on nothing of it changes.
    `document` is the PDF with the seals of those who have signed, byte for byte.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("état"), max_length=14, choices=VersionState, default=VersionState.DRAFT
    )
    change = models.TextField(_("ce que l’avenant change"), blank=True)
    frame = models.JSONField()
    articles = models.JSONField()
    amount_cents = models.BigIntegerField(_("montant"))
    starts_on = models.DateField(_("début"))
    ends_on = models.DateField(_("fin"))
    schedule = models.JSONField()
    reports = models.JSONField()
    digest = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("écrite le"))
    sent_at = models.DateTimeField(_("montrée au porteur le"), null=True)
    recall_reason = models.TextField(_("motif de la reprise"), blank=True)
    accepted_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(_("acceptée le"), null=True)
    carrier_signed_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    carrier_signed_at = models.DateTimeField(_("signée par le porteur le"), null=True)
    state_signed_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    state_signed_at = models.DateTimeField(_("signée par l’État le"), null=True)
    document = models.BinaryField(null=True)
    document_digest = models.CharField(_("empreinte du document"), max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="one_version_of_agreement_per_number"
            ),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(state__in=RUNNING),
                name="one_running_version_of_agreement",
            ),
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values), name="known_version_of_agreement_state"
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0), name="agreement_amount_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="agreement_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(change=""), name="amendment_says_what_it_changes"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("accepted", "carrier_signed", "signed"))
                | Q(digest__regex=r"^[0-9a-f]{64}$", accepted_at__isnull=False),
                name="accepted_agreement_has_its_digest",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("carrier_signed", "signed"))
                | Q(carrier_signed_at__isnull=False, document__isnull=False),
                name="carrier_signs_agreement_first",
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(state_signed_at__isnull=False),
                name="signed_agreement_says_when",
            ),
            models.CheckConstraint(
                condition=Q(document=None, document_digest="")
                | Q(document__isnull=False, document_digest__regex=r"^[0-9a-f]{64}$"),
                name="agreement_document_has_its_digest",
            ),
        ]  # fmt: skip


class ArticleRequest(models.Model):
    """What the carrier asks to change in one article; `answered_at`: it was sent again since."""

    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="requests")
    article = models.SlugField(max_length=60, db_index=False)
    body = models.TextField(_("ce qui est demandé"))
    asked_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("demandé le"))
    answered_at = models.DateTimeField(_("renvoyé le"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="request_of_article_says_what"),
        ]
