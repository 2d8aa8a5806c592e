"""The messages about a place: to those who may confirm it, then to whom it was given.

The second lets a newcomer choose a password.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.models import Affiliation, User
from jalon.post.mails import post_mail


def send_invitation(request: HttpRequest, hat: Affiliation) -> None:
    """Put the message in the post."""
    newcomer = not hat.user.has_usable_password()
    address = password_address(hat.user) if newcomer else reverse("home")
    context = {
        "hat": hat,
        "newcomer": newcomer,
        "link": request.build_absolute_uri(address),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        "product": settings.JALON_PRODUCT_NAME,
    }
    subject = _("Vous avez une place dans %(product)s") % {"product": settings.JALON_PRODUCT_NAME}
    body = render_to_string("directory/invitation.txt", context)
    at = timezone.now()
    post_mail(kind="invitation", to=hat.user.email, subject=subject, body=body, at=at)


def invite(request: HttpRequest, hat: Affiliation) -> None:
    """Send the invitation, and say so on the next page."""
    send_invitation(request, hat)
    messages.success(request, _("Un message part à %(email)s.") % {"email": hat.user.email})


def send_request_to_confirm(request: HttpRequest, hat: Affiliation, to: list[User]) -> None:
    """Tell those who may confirm that a place waits."""
    context = {
        "hat": hat,
        "role": hat.get_role_display(),
        "giver": hat.granted_by.get_full_name() if hat.granted_by else "",
        "link": request.build_absolute_uri(reverse("waiting_affiliations")),
        "product": settings.JALON_PRODUCT_NAME,
    }
    subject = _("Une place attend votre confirmation")
    body = render_to_string("directory/request_to_confirm.txt", context)
    for person in to:  # one by one: nobody learns who else was told
        post_mail(
            kind="place_to_confirm", to=person.email, subject=subject, body=body, at=timezone.now()
        )


def password_address(user: User) -> str:
    """Where this person alone may choose a password, for a few days."""
    key = default_token_generator.make_token(user)
    name = "account_reset_password_from_key"
    return reverse(name, kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
