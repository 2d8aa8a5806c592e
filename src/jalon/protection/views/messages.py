"""Messages that tell something happened, and nothing of what: no name, no word of the request."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.post.mails import post_mail
from jalon.protection.models import DataRequest, RequestKind


def acknowledge(http: HttpRequest, request: DataRequest) -> None:
    """Tell the person that it arrived and when it will be answered."""
    subject = _("Votre demande est arrivée")
    _post(http, request, "acknowledged", subject, _asker(request), "space_rights")


def tell_answer(http: HttpRequest, request: DataRequest) -> None:
    """Tell the person that an answer waits for them in their space. Who wrote a letter is answered
    by one: when a manager answered it, the officers learn that it is theirs to send.
    """
    if request.asked_by is None:
        if request.closed_by and request.closed_by.role != AffiliationRole.DATA_PROTECTION:
            emails = sorted({hat.user.email for hat in _officers(request)})
            _post(http, request, "to_send", _("Une réponse est à envoyer"), emails, "desk")
        return
    subject = _("Une réponse vous attend")
    _post(http, request, "answered", subject, _asker(request), "space_rights")


def tell_those_who_answer(http: HttpRequest, request: DataRequest) -> None:
    """Tell the officers in charge, and for a question those responsible for the reader."""
    subject = _("Une demande attend votre réponse")
    emails = sorted({hat.user.email for hat in _officers(request)})
    _post(http, request, "to_answer", subject, emails, "desk")
    tell_the_body(http, request)


def tell_the_body(http: HttpRequest, request: DataRequest) -> None:
    """Tell those responsible for the reader that a question waits, once it is known who asks."""
    emails = [] if request.awaits_proof else sorted({hat.user.email for hat in _managers(request)})
    _post(http, request, "to_answer", _("Une demande attend votre réponse"), emails, "questions")


def _asker(request: DataRequest) -> list[str]:
    """Nobody when an officer wrote it down: a letter is answered by a letter."""
    return [request.asked_by.email] if request.asked_by else []


def _officers(request: DataRequest) -> Iterable[Affiliation]:
    lead = request.lead_organisation
    return _hats(AffiliationRole.DATA_PROTECTION).filter(
        Q(organisation=lead) | Q(organisation_id=lead.parent_id)
    )


def _managers(request: DataRequest) -> Iterable[Affiliation]:
    if request.kind != RequestKind.EXPLANATION:
        return []
    return _hats(AffiliationRole.MANAGER).filter(organisation=request.organisation)


def _hats(role: AffiliationRole) -> QuerySet[Affiliation]:
    hats = Affiliation.objects.in_force(timezone.localdate()).filter(role=role)
    return hats.select_related("user")


def _post(
    http: HttpRequest,
    request: DataRequest,
    name: str,
    subject: str,
    emails: list[str],
    page: str,
) -> None:
    context = {
        "due_on": request.due_on,
        "link": http.build_absolute_uri(reverse(page)),
        "product": settings.JALON_PRODUCT_NAME,
    }
    body = render_to_string(f"protection/{name}.txt", context)
    for email in emails:  # one by one: nobody learns who else was told
        post_mail(kind=f"request_{name}", to=email, subject=subject, body=body, at=timezone.now())
