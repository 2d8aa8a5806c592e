from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.events import ReportReturned
from jalon.grants.models import Report
from jalon.grants.rules import WRITE_AGREEMENT
from jalon.grants.states import report_after
from jalon.grants.telling import tell_carrier
from jalon.grants.turns import report_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class NothingIsMissing(Refused):
    """The carrier is told what to complete."""


@transaction.atomic
def return_report(*, report: Report, reason: str, by: Actor, at: datetime) -> Report:
    """The officer asks for more. Raises NothingIsMissing, NotInThisState, Denied."""
    WRITE_AGREEMENT.require(by, report.agreement)
    now = report_in_turn(report, "return")
    if not reason.strip():
        raise NothingIsMissing(_("Dites au porteur ce qui est à compléter."))
    now.state, now.return_reason = report_after(now.state, "return"), reason.strip()
    now.save(update_fields=["state", "return_reason"])
    tell_carrier(now.agreement, _("Un rapport est à compléter."), at=at)
    project = now.agreement.project
    fact = ReportReturned(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=now.agreement_id, report_id=now.pk,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now
