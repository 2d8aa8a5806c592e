"""Mails of the appraisal: that something waits, and where; never what it says."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.models import Affiliation
from jalon.appraisal.models import Opinion, Review
from jalon.post.mails import post_mail
from jalon.projects.models import Correction, Filing
from jalon.projects.rules import ANSWERING
from jalon.ui.dates import plain_day


def tell_of_correction(correction: Correction, filing: Filing, *, at: datetime) -> None:
    """To those who answer for the carrier, and to who filed."""
    project = correction.project
    said = _("L’État demande une correction de votre projet, avant le %(day)s.")
    page = _address("correct_project", project.public_id)
    filed_by = filing.filed_by.user.email
    _post(
        "correction_asked",
        {filed_by, *_who_answer_for(project.carrier_id, at)},
        _("Une correction de votre projet est demandée"),
        [said % {"day": plain_day(correction.until)}, page],
        at,
    )


def tell_reviewer(review: Review, *, at: datetime) -> None:
    """To whom a reading is entrusted, or given back."""
    said = _("Une lecture vous est confiée, à rendre pour le %(day)s.")
    _post(
        "review_assigned",
        {review.reviewer.user.email},
        _("Un projet à lire"),
        [said % {"day": plain_day(review.due_on)}, _address("review", review.public_id)],
        at,
    )


def tell_body_asked(opinion: Opinion, *, at: datetime, is_reminder: bool = False) -> None:
    """To those who answer for the body whose opinion is asked."""
    said = _("L’avis de votre organisme sur un projet est attendu pour le %(day)s.")
    subject = _("Rappel : un avis est attendu") if is_reminder else _("Un avis vous est demandé")
    _post(
        "opinion_reminded" if is_reminder else "opinion_asked",
        _who_answer_for(opinion.organisation_id, at),
        subject,
        [said % {"day": plain_day(opinion.due_on)}, _address("opinion", opinion.public_id)],
        at,
    )


def tell_of_results(organisation_id: int, project_page: str, *, at: datetime) -> None:
    """To those who answer for a carrier: that the results are known, not which."""
    _post(
        "results_announced",
        _who_answer_for(organisation_id, at),
        _("Les résultats d’un appel sont annoncés"),
        [_("La décision sur votre projet, et sa lettre, sont à lire ici."), project_page],
        at,
    )


def _who_answer_for(organisation_id: int, at: datetime) -> set[str]:
    hats = Affiliation.objects.in_force(at.astimezone(timezone.get_default_timezone()).date())
    answering = hats.filter(organisation_id=organisation_id, role__in=ANSWERING)
    return set(answering.values_list("user__email", flat=True))


def _post(kind: str, to: Iterable[str], subject: str, said: list[str], at: datetime) -> None:
    for email in sorted(to):
        post_mail(kind=kind, to=email, subject=subject, body="\n\n".join(said), at=at)


def _address(name: str, argument: object) -> str:
    return f"{settings.JALON_PAGE_ORIGINS[0]}{reverse(name, args=[argument])}"
