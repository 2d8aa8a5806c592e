"""Tell, by e-mail, that a request to join was answered: no name, nothing of the answer."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.dossiers.models import JoinRequest


def tell_decision(http: HttpRequest, asked: JoinRequest) -> bool:
    """Tell whoever asked and, of the person and her référent, the one who did not decide."""
    left = _send(http, "join_answered", [asked.affiliation.user.email], "home")
    if asked.is_decided_by_person:
        return _send(http, "join_decided_by_person", _of_referent(asked), "home") and left
    return _send(http, "join_decided_for_person", _of_person(asked), "space") and left


def _of_referent(asked: JoinRequest) -> list[str]:
    holder = asked.dossier.referent.affiliation
    return [holder.user.email] if holder else []


def _of_person(asked: JoinRequest) -> list[str]:
    ties = asked.dossier.person.accesses.filter(ended_at=None, user__is_active=True)
    return list(ties.values_list("user__email", flat=True))


def _send(http: HttpRequest, name: str, emails: Iterable[str], page: str) -> bool:
    link = http.build_absolute_uri(reverse(page))
    context = {"link": link, "product": settings.JALON_PRODUCT_NAME}
    body = render_to_string(f"dossiers/mail/{name}.txt", context)
    subject = _("Une demande d'entrer dans une équipe a reçu une réponse")
    try:
        for email in emails:  # one by one: nobody learns who else was told
            send_mail(subject, body, None, [email])
    except OSError:  # the mail server does not answer: what was decided stands all the same
        return False
    return True
