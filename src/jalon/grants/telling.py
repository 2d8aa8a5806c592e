"""Mails about an agreement: what is expected, and where; never what it says."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.models import Affiliation
from jalon.grants.models import Agreement, Report
from jalon.post.mails import post_mail
from jalon.projects.rules import ANSWERING
from jalon.ui.dates import plain_day


def tell_carrier(agreement: Agreement, said: str, *, at: datetime) -> None:
    """To those who answer for the carrier."""
    _post(agreement, _who_answer_for_its_carrier(agreement, at), said, at)


def tell_report_due(report: Report, *, is_late: bool, at: datetime) -> None:
    """To those who answer for the carrier: until when a report is awaited, and where."""
    agreement = report.agreement
    soon = _("Un rapport est à remettre à l’État, le %(day)s au plus tard.")
    late = _("Un rapport était à remettre à l’État le %(day)s. Il n’est pas remis.")
    path = reverse("report", args=[agreement.project.public_id, report.public_id])
    said = (late if is_late else soon) % {"day": plain_day(report.due_on)}
    for email in sorted(_who_answer_for_its_carrier(agreement, at)):
        post_mail(
            kind="report_late" if is_late else "report_due",
            to=email,
            subject=_("Un rapport est en retard") if is_late else _("Un rapport est à remettre"),
            body=f"{said}\n\n{settings.JALON_PAGE_ORIGINS[0]}{path}",
            at=at,
        )


def tell_state(agreement: Agreement, said: str, *, at: datetime) -> None:
    """To who began the agreement, in the body that called."""
    drafter = Affiliation.objects.select_related("user").get(pk=agreement.drafted_by_id)
    _post(agreement, [drafter.user.email], said, at)


def _who_answer_for_its_carrier(agreement: Agreement, at: datetime) -> set[str]:
    hats = Affiliation.objects.in_force(at.astimezone(timezone.get_default_timezone()).date())
    answering = hats.filter(organisation_id=agreement.project.carrier_id, role__in=ANSWERING)
    return set(answering.values_list("user__email", flat=True))


def _post(agreement: Agreement, to: object, said: str, at: datetime) -> None:
    path = reverse("agreement", args=[agreement.project.public_id])
    body = f"{said}\n\n{settings.JALON_PAGE_ORIGINS[0]}{path}"
    for email in sorted({*to}):  # type: ignore[misc]
        post_mail(
            kind="agreement_news", to=email, subject=_("Du nouveau sur une convention"), body=body,
            at=at,
        )  # fmt: skip
