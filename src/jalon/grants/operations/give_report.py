from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.events import ReportGiven
from jalon.grants.models import Report
from jalon.grants.queries.measuring import measured
from jalon.grants.rules import ANSWER_AGREEMENT
from jalon.grants.states import report_after
from jalon.grants.telling import tell_state
from jalon.grants.turns import report_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class NotReadyToBeGiven(Refused):
    """The period is not over, or a part is not written."""


@transaction.atomic
def give_report(*, report: Report, by: Actor, at: datetime) -> Report:
    """The carrier gives a report in; what the platform measured of the period is frozen in it.

    Raises NotReadyToBeGiven, NotInThisState, Denied.
    """
    ANSWER_AGREEMENT.require(by, report.agreement)
    now = report_in_turn(report, "give")
    if by.today <= now.period_until:
        raise NotReadyToBeGiven(_("La période de ce rapport n’est pas finie."))
    written = (now.means, now.results, now.impact)
    if not all(one.strip() for one in written) or now.spent_cents is None:
        raise NotReadyToBeGiven(
            _("Écrivez d’abord les moyens, les résultats, les effets et ce qui est dépensé.")
        )
    now.measured = measured(now, today=by.today)
    now.state, now.return_reason = report_after(now.state, "give"), ""
    now.given_by_id, now.given_at = by.affiliation_id, at
    now.save(update_fields=["measured", "state", "return_reason", "given_by", "given_at"])
    tell_state(now.agreement, _("Un rapport est remis."), at=at)
    project = now.agreement.project
    fact = ReportGiven(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=now.agreement_id, report_id=now.pk,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now
