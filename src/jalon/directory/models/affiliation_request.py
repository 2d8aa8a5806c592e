from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, IdentityProvider, Organisation
from jalon.kernel.ids import uuid7


class RequestOutcome(models.TextChoices):
    PENDING = "pending", _("en attente")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")


class AffiliationRequest(models.Model):
    """A professional whom ProConnect vouches for, at the door of the body of their SIRET.

    It gives nothing: a person responsible there decides, for the role of professional only.
    What the provider says of them is kept for that decision alone, then erased.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="requests")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+",
        verbose_name=_("compte déjà relié"),
    )  # fmt: skip
    provider = models.CharField(_("fournisseur"), max_length=20, choices=IdentityProvider)
    issuer = models.CharField(max_length=200)
    idp_id = models.CharField(max_length=100)
    subject = models.CharField(max_length=255)
    assurance = models.CharField(max_length=100, blank=True)
    email = models.EmailField(_("adresse e-mail"), max_length=254)
    email_is_verified = models.BooleanField(_("adresse vérifiée par le fournisseur"))
    first_name = models.CharField(_("prénom"), max_length=100)
    last_name = models.CharField(_("nom"), max_length=100)
    requested_at = models.DateTimeField(_("demandée le"))
    expires_at = models.DateTimeField(_("à décider avant le"))
    outcome = models.CharField(
        _("décision"), max_length=10, choices=RequestOutcome, default=RequestOutcome.PENDING
    )
    decided_at = models.DateTimeField(_("décidée le"), null=True)
    decided_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "issuer", "idp_id", "subject"],
                name="one_request_per_identity_and_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(provider__in=IdentityProvider.values),
                name="known_provider_of_request",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=RequestOutcome.PENDING, decided_at=None, decided_by=None)
                | models.Q(
                    outcome__in=[RequestOutcome.ACCEPTED, RequestOutcome.REFUSED],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="request_is_decided_by_someone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "requested_at"],
                condition=models.Q(outcome=RequestOutcome.PENDING),
                name="pending_affiliation_requests",
            )
        ]

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be decided."""
        return self.outcome == RequestOutcome.PENDING and at < self.expires_at
