"""Tell, by e-mail, that a request to join was answered: no name, nothing of the answer."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.dossiers.models import JoinRequest
from jalon.people.ways import mailboxes_of
from jalon.post.mails import post_mail


def tell_decision(http: HttpRequest, asked: JoinRequest) -> None:
    """Tell whoever asked and, of the person and her référent, the one who did not decide."""
    _post(http, "join_answered", [asked.affiliation.user.email], "home")
    if asked.is_decided_by_person:
        _post(http, "join_decided_by_person", _of_referent(asked), "home")
    else:
        _post(http, "join_decided_for_person", mailboxes_of(asked.dossier.person), "space")


def _of_referent(asked: JoinRequest) -> list[str]:
    holder = asked.dossier.referent.affiliation
    return [holder.user.email] if holder else []


def _post(http: HttpRequest, name: str, emails: Iterable[str], page: str) -> None:
    link = http.build_absolute_uri(reverse(page))
    context = {"link": link, "product": settings.JALON_PRODUCT_NAME}
    body = render_to_string(f"dossiers/mail/{name}.txt", context)
    subject = _("Une demande d’entrer dans une équipe a reçu une réponse")
    for email in emails:  # one by one: nobody learns who else was told
        post_mail(kind=name, to=email, subject=subject, body=body, at=timezone.now())
