"""The message that tells someone they now have a place, and lets a newcomer choose a password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
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


def password_address(user: User) -> str:
    """Where this person alone may choose a password, for a few days."""
    key = default_token_generator.make_token(user)
    name = "account_reset_password_from_key"
    return reverse(name, kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
