"""Mails about a project: a link and what is expected, never what the project says."""

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.accounts.actor import Actor
from jalon.accounts.models import User
from jalon.calls.models import Call
from jalon.post.mails import post_mail
from jalon.projects.models import Filing, Member, Project
from jalon.projects.states import ABOARD
from jalon.ui.dates import clock, plain_day


def tell_member(member: Member, project: Project, *, at: datetime) -> bool:
    """Tell an invited body; False when no address is known."""
    if not member.contact_email:
        return False
    if member.organisation_id:
        what = _("Pour lire le projet, répondre et écrire votre partie : %s") % _address(project)
    else:
        what = _(
            "Votre organisme n’est pas encore sur cette plateforme : le porteur écrit votre partie"
            " avec vous. Pour l’écrire vous-même, demandez-lui de faire ouvrir votre espace."
        )
    said = _(
        "%(carrier)s vous invite dans le groupement d’un projet qui répond à l’appel « %(call)s »."
    )
    words = said % {"carrier": project.carrier, "call": project.call.title}
    post_mail(
        kind="project_invitation",
        to=member.contact_email,
        subject=_("Une invitation dans un groupement"),
        body=f"{words}\n\n{what}",
        at=at,
    )
    return True


def writers(call: Call) -> list[str]:
    """Who has a draft in answer to a call, by address: told of what changes in it, never seen.

    Asked of the database as a question: the body that called may not read these drafts.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM jalon_writers_of(%s)", [call.pk])
        return [address for (address,) in cursor.fetchall()]


def tell_deadline(project: Project, hours: int, closes_at: datetime, *, at: datetime) -> None:
    """To those who write it: it is a draft, and when the call closes."""
    days, rest = divmod(hours, 24)
    left = (
        ngettext("%(num)s jour", "%(num)s jours", days) % {"num": days}
        if days > 1 and not rest
        else ngettext("%(num)s heure", "%(num)s heures", hours) % {"num": hours}
    )
    said = _("Votre réponse à l’appel « %(call)s » est un brouillon : elle n’est pas déposée.")
    for address in _addresses(project):
        post_mail(
            kind="project_deadline",
            to=address,
            subject=_("Il reste %(left)s pour déposer votre projet") % {"left": left},
            body="\n\n".join(
                [
                    said % {"call": project.call.title},
                    _("Clôture : %(day)s, %(clock)s.")
                    % {"day": plain_day(closes_at), "clock": clock(closes_at)},
                    _address(project),
                ]
            ),
            at=at,
            expires_at=closes_at,
        )


def tell_lapsed(member: Member, project: Project, *, at: datetime) -> None:
    """To who began the project: a body has not answered in time."""
    said = _("« %(body)s » n’a pas répondu à temps à votre invitation : elle a expiré.")
    post_mail(
        kind="project_invitation_lapsed",
        to=project.opened_by.user.email,
        subject=_("Une invitation a expiré"),
        body=f"{said % {'body': member.name}}\n\n{_address(project)}",
        at=at,
    )


def _addresses(project: Project) -> list[str]:
    """Who began it, and the contacts of those aboard; once each."""
    aboard = project.members.filter(state__in=ABOARD).exclude(contact_email="")
    found = [project.opened_by.user.email, *aboard.values_list("contact_email", flat=True)]
    return sorted({one.casefold(): one for one in found}.values())


def send_receipt(project: Project, filing: Filing, *, by: Actor, at: datetime) -> None:
    """To who filed: that it was received, when, and the fingerprint of what was."""
    email = User.objects.values_list("email", flat=True).get(pk=by.user_id)
    post_mail(
        kind="project_receipt",
        to=email,
        subject=_("Accusé de réception de votre dépôt"),
        body="\n\n".join(
            [
                _("Un projet a été déposé en réponse à l’appel « %s ».") % project.call.title,
                _("Reçu le %s (temps universel).") % filing.filed_at.strftime("%Y-%m-%d %H:%M:%S"),
                _("Empreinte de ce qui a été reçu : %s") % filing.digest,
                _("L’accusé de réception complet : %s") % _address(project),
            ]
        ),
        at=at,
    )


def _address(project: Project) -> str:
    return f"{settings.JALON_PAGE_ORIGINS[0]}{reverse('project', args=[project.public_id])}"
