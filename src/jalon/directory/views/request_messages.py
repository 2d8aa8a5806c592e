"""The messages around a request for a place: to those who decide, to who asked."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.models import Affiliation
from jalon.directory.models import AffiliationRequest
from jalon.directory.rules import ANSWERING
from jalon.post.mails import post_mail

MOST_MESSAGES: Final = 10


def tell_those_who_decide(request: HttpRequest, asked: AffiliationRequest) -> int:
    """Write to those who answer for the body asked; how many there are."""
    hats = Affiliation.objects.in_force(timezone.localdate()).filter(
        organisation_id=asked.organisation_id, role__in=ANSWERING
    )
    emails = list(
        hats.order_by("user__email")
        .values_list("user__email", flat=True)
        .distinct()[:MOST_MESSAGES]
    )
    address = reverse("decide_affiliation", args=[asked.public_id])
    _send(
        request,
        asked,
        _("Une personne demande une place dans %(body)s") % {"body": asked.organisation},
        "directory/request_asked.txt",
        address,
        emails,
    )
    return len(emails)


def tell_who_asked(request: HttpRequest, asked: AffiliationRequest) -> None:
    """Write the decision to the address that ProConnect gave."""
    subject = _("Votre demande de place dans %(body)s") % {"body": asked.organisation}
    template = "directory/request_decided.txt"
    _send(request, asked, subject, template, reverse("account_login"), [asked.email])


def _send(
    request: HttpRequest,
    asked: AffiliationRequest,
    subject: str,
    template: str,
    address: str,
    emails: list[str],
) -> None:
    context = {
        "asked": asked,
        "link": request.build_absolute_uri(address),
        "product": settings.JALON_PRODUCT_NAME,
    }
    body = render_to_string(template, context)
    for email in emails:
        post_mail(
            kind="affiliation_request", to=email, subject=subject, body=body, at=timezone.now()
        )
