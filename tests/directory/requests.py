"""Requests for a place, as the tests make them: everybody here is invented."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from jalon.accounts.models import (
    FederatedIdentity,
    IdentityProvider,
    Organisation,
    User,
    Vouched,
)
from jalon.directory.models import AffiliationRequest
from jalon.directory.operations import request_affiliation

ISSUER = "https://proconnect.example/api/v2"
EMAIL = "zoe.lambert@organisme.example"


def vouched(subject: str = "zoe", **fields: Any) -> Vouched:
    said = {"provider": IdentityProvider.PROCONNECT, "issuer": ISSUER, "idp_id": "idp-one"}
    return Vouched(**{**said, "subject": subject, **fields})


def ask(
    organisation: Organisation,
    *,
    subject: str = "zoe",
    email: str = EMAIL,
    email_is_verified: bool = False,
    user: User | None = None,
    at: datetime | None = None,
) -> AffiliationRequest:
    return request_affiliation(
        vouched=vouched(subject),
        organisation=organisation,
        user=user,
        email=email,
        email_is_verified=email_is_verified,
        first_name="Zoé",
        last_name="Lambert",
        by=None,
        at=at or timezone.now(),
    )


def linked(user: User, subject: str = "zoe") -> FederatedIdentity:
    who = vouched(subject)
    return FederatedIdentity.objects.create(
        user=user,
        provider=who.provider,
        issuer=who.issuer,
        idp_id=who.idp_id,
        subject=who.subject,
        linked_at=timezone.now(),
    )
