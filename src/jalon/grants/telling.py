"""Mails about an agreement: what is expected, and where; never what it says."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.models import Affiliation
from jalon.grants.models import Agreement
from jalon.post.mails import post_mail
from jalon.projects.rules import ANSWERING


def tell_carrier(agreement: Agreement, said: str, *, at: datetime) -> None:
    """To those who answer for the carrier."""
    hats = Affiliation.objects.in_force(at.astimezone(timezone.get_default_timezone()).date())
    answering = hats.filter(organisation_id=agreement.project.carrier_id, role__in=ANSWERING)
    _post(agreement, answering.values_list("user__email", flat=True), said, at)


def tell_state(agreement: Agreement, said: str, *, at: datetime) -> None:
    """To who began the agreement, in the body that called."""
    drafter = Affiliation.objects.select_related("user").get(pk=agreement.drafted_by_id)
    _post(agreement, [drafter.user.email], said, at)


def _post(agreement: Agreement, to: object, said: str, at: datetime) -> None:
    path = reverse("agreement", args=[agreement.project.public_id])
    body = f"{said}\n\n{settings.JALON_PAGE_ORIGINS[0]}{path}"
    for email in sorted({*to}):  # type: ignore[misc]
        post_mail(
            kind="agreement_news", to=email, subject=_("Du nouveau sur une convention"), body=body,
            at=at,
        )  # fmt: skip
