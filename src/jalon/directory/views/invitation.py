"""The messages about a place: to those who may confirm it, then to whom it was given.

The second lets a newcomer choose a password.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.accounts.models import Affiliation, User


def send_invitation(request: HttpRequest, hat: Affiliation) -> None:
    """Send the message at once. Raises OSError (smtplib's included) when it cannot leave."""
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
    send_mail(subject, body, None, [hat.user.email])


def invite(request: HttpRequest, hat: Affiliation) -> None:
    """Send the invitation, and say on the next page whether it left."""
    try:
        send_invitation(request, hat)
    except OSError:  # the mail server does not answer: the place is given all the same
        messages.warning(request, _("Le message n'a pas pu partir. Renvoyez-le dans un moment."))
    else:
        messages.success(
            request, _("Un message est parti à %(email)s.") % {"email": hat.user.email}
        )


def send_request_to_confirm(request: HttpRequest, hat: Affiliation, to: list[User]) -> None:
    """Tell those who may confirm that a place waits. Raises OSError when it cannot leave."""
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
        send_mail(subject, body, None, [person.email])


def password_address(user: User) -> str:
    """Where this person alone may choose a password, for a few days."""
    key = default_token_generator.make_token(user)
    name = "account_reset_password_from_key"
    return reverse(name, kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
