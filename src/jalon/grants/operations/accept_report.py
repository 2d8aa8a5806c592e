from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.events import ReportAccepted
from jalon.grants.models import Report
from jalon.grants.rules import WRITE_AGREEMENT
from jalon.grants.states import report_after
from jalon.grants.telling import tell_carrier
from jalon.grants.turns import report_in_turn
from jalon.journal.record import record


@transaction.atomic
def accept_report(*, report: Report, by: Actor, at: datetime) -> Report:
    """The officer accepts a report, for good. Raises NotInThisState, Denied."""
    WRITE_AGREEMENT.require(by, report.agreement)
    now = report_in_turn(report, "accept")
    now.state = report_after(now.state, "accept")
    now.accepted_by_id, now.accepted_at = by.affiliation_id, at
    now.save(update_fields=["state", "accepted_by", "accepted_at"])
    tell_carrier(now.agreement, _("Un rapport est accepté."), at=at)
    project = now.agreement.project
    fact = ReportAccepted(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=now.agreement_id, report_id=now.pk,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now
