"""What is mailed when a number that opens her space is handed: a link or a code, and no name."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.dossiers.queries.own_channel import OwnChannel
from jalon.post.mails import post_mail, post_text


def tell_number_handed(emails: list[str], *, at: datetime) -> None:
    """To each address she gave: if it was not her, she says so at once."""
    context = {
        "handed_at": at,
        "link": f"{settings.JALON_PAGE_ORIGINS[0]}{reverse('space')}",
        "product": settings.JALON_PRODUCT_NAME,
    }
    body = render_to_string("dossiers/mail/number_handed.txt", context)
    subject = _("Un numéro pour entrer dans votre espace")
    for email in emails:  # one by one: nobody learns who else was told
        post_mail(kind="number_handed", to=email, subject=subject, body=body, at=at)


def send_code(channel: OwnChannel, code: str, *, at: datetime, until: datetime) -> None:
    """The code that goes with the number, for somebody who has an account already."""
    text = _("Votre code pour %(product)s : %(code)s. Il va avec le numéro qu’on vous remet.") % {
        "product": settings.JALON_PRODUCT_NAME,
        "code": code,
    }
    if not channel.is_mail:
        post_text(kind="space_code", to=channel.to, body=text, at=at, expires_at=until)
        return
    asked = _("Ne le donnez à personne. Vous n’avez rien demandé ? Prévenez qui vous accompagne.")
    post_mail(
        kind="space_code",
        to=channel.to,
        subject=_("Votre code"),
        body=f"{text}\n\n{asked}\n",
        at=at,
        expires_at=until,
    )
