"""Mails about a project: a link and what is expected, never what the project says."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import User
from jalon.post.mails import post_mail
from jalon.projects.models import Filing, Member, Project


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
