from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class IdentityProvider(models.TextChoices):
    """Who answers for an identity: professionals by the first, supported people by the second."""

    PROCONNECT = "proconnect", _("ProConnect")
    FRANCECONNECT = "franceconnect", _("FranceConnect")


@dataclass(frozen=True)
class Vouched:
    """An identity that a provider has just vouched for, everything checked."""

    provider: IdentityProvider
    issuer: str
    idp_id: str
    subject: str
    assurance: str = ""


class FederatedIdentity(models.Model):
    """By whom, and under what name of theirs, an account is vouched for at sign-in.

    `subject` means something only beside `issuer` and `idp_id`: behind ProConnect, two identity
    providers may give the same subject to two people. Names and e-mails identify nobody.
    `assurance` is the level the provider declared (acr) when the tie was made. It goes with the
    account of a person who is erased: come back, they are somebody whom nobody met yet.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="federated_identities"
    )
    provider = models.CharField(_("fournisseur"), max_length=20, choices=IdentityProvider)
    issuer = models.CharField(max_length=200)
    idp_id = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=255)
    assurance = models.CharField(max_length=100, blank=True)
    linked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "idp_id", "subject"],
                condition=models.Q(ended_at=None),
                name="one_account_per_identity",
            ),
            models.CheckConstraint(
                condition=models.Q(provider__in=IdentityProvider.values),
                name="known_identity_provider",
            ),
            models.CheckConstraint(
                condition=~models.Q(issuer="") & ~models.Q(subject=""),
                name="identity_has_issuer_and_subject",
            ),
        ]
