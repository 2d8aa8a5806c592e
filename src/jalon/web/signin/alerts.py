"""What the owner of an account is told when something unusual happens to it."""

from datetime import datetime
from html import unescape

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jalon.accounts.models import User
from jalon.post.mails import post_mail


def tell_new_device(request: HttpRequest, user: User, *, device: str, at: datetime) -> None:
    """Somebody signed in from a browser that this account had never met."""
    links = {
        "sessions": request.build_absolute_uri(reverse("sessions")),
        "new_password": request.build_absolute_uri(reverse("account_reset_password")),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Connexion depuis un nouvel appareil")
        _tell(user, subject, "web/mail/new_device.txt", {"device": device, "at": at, **links})


def tell_locked(request: HttpRequest, user: User, *, minutes: int, at: datetime) -> None:
    """Too many attempts failed: nobody enters for a while, its owner included."""
    link = request.build_absolute_uri(reverse("account_reset_password"))
    context = {"minutes": minutes, "at": at, "new_password": link}
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Trop d’essais pour entrer dans votre compte")
        _tell(user, subject, "web/mail/locked.txt", context)


def tell_codes_tried(request: HttpRequest, user: User, *, at: datetime) -> None:
    """Somebody has the password, and guesses at the second factor."""
    link = request.build_absolute_uri(reverse("account_reset_password"))
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Quelqu’un connaît peut-être votre mot de passe")
        _tell(user, subject, "web/mail/codes_tried.txt", {"at": at, "new_password": link})


def tell_identity(request: HttpRequest, user: User, *, is_linked: bool, at: datetime) -> None:
    """An identity of ProConnect opens this account, or opens it no more."""
    context = {
        "is_linked": is_linked,
        "at": at,
        "identities": request.build_absolute_uri(reverse("link_proconnect")),
        "new_password": request.build_absolute_uri(reverse("account_reset_password")),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("ProConnect et votre compte")
        _tell(user, subject, "web/mail/identity.txt", context)


def tell_forgotten(user: User) -> None:
    """Whoever runs the platform took the second factors away: only the password is left."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Votre double authentification a été retirée")
        _tell(user, subject, "web/mail/forgotten_factor.txt", {})


def _tell(user: User, subject: str, template: str, context: dict[str, object]) -> None:
    context |= {"product": settings.JALON_PRODUCT_NAME, "first_name": user.first_name}
    body = unescape(render_to_string(template, context))  # text, by an engine made for pages
    kind = template.rpartition("/")[2].removesuffix(".txt")
    post_mail(kind=kind, to=user.email, subject=subject, body=body, at=timezone.now())
