"""Mails about letters: who, which call and a link; never what the letter says."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.letters.links import address_of
from jalon.letters.models import Letter
from jalon.post.mails import post_mail
from jalon.projects.models import Project
from jalon.ui.dates import clock, plain_day


def send_link(letter: Letter, project: Project, *, at: datetime, is_again: bool = False) -> None:
    """To who signs: the personal link, and until when. Nothing when no address is known."""
    if not letter.signatory_email:
        return
    said = _(
        "%(body)s prend part à un projet porté par %(carrier)s, qui répond à l’appel « %(call)s »."
        " Vous êtes la personne qui signe sa lettre d’engagement."
    ) % {"body": letter.member.name, "carrier": project.carrier, "call": project.call.title}
    lines = [
        said,
        _("Pour la lire, la signer ou la refuser, sans compte : %s") % address_of(letter),
        _("Ce lien est personnel. Il est valable jusqu’au %(day)s, %(clock)s.")
        % {"day": plain_day(letter.expires_at), "clock": clock(letter.expires_at)},
    ]
    again = _("Rappel : une lettre d’engagement attend votre signature")
    post_mail(
        kind="letter_reminder" if is_again else "letter_to_sign",
        to=letter.signatory_email,
        subject=again if is_again else _("Une lettre d’engagement attend votre signature"),
        body="\n\n".join(lines),
        at=at,
    )


def send_code(letter: Letter, code: str, minutes: int, *, at: datetime) -> None:
    """A code, and for how long; worth nothing after."""
    said = _("Votre code pour signer : %(code)s. Il est valable %(minutes)s minutes.")
    post_mail(
        kind="letter_code",
        to=letter.signatory_email,
        subject=_("Votre code pour signer"),
        body="\n\n".join(
            [
                said % {"code": code, "minutes": minutes},
                _("Personne ne vous le demandera au téléphone. Ne le donnez à personne."),
            ]
        ),
        at=at,
        expires_at=at + timedelta(minutes=minutes),
    )


def tell_consortium(letter: Letter, project: Project, said: str, *, at: datetime) -> None:
    """To the member and to who sent the letter, once each."""
    path = reverse("letter", args=[project.public_id, letter.public_id])
    body = "\n\n".join(
        [
            _("Lettre d’engagement de %(body)s, appel « %(call)s ».")
            % {"body": letter.member.name, "call": project.call.title},
            said,
            f"{settings.JALON_PAGE_ORIGINS[0]}{path}",
        ]
    )
    known = {letter.member.contact_email, letter.sent_by.user.email} - {""}
    for address in sorted({one.casefold(): one for one in known}.values()):
        post_mail(
            kind="letter_news", to=address, subject=_("Du nouveau sur une lettre d’engagement"),
            body=body, at=at,
        )  # fmt: skip


def tell_signatory(letter: Letter, said: str, *, at: datetime) -> None:
    """To who signs, or signed: the letter has no effect any more."""
    if letter.signatory_email:
        post_mail(
            kind="letter_void",
            to=letter.signatory_email,
            subject=_("Une lettre d’engagement est sans effet"),
            body="\n\n".join([_("Lettre d’engagement de %s.") % letter.member.name, said]),
            at=at,
        )
