from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.events import ReportWritten
from jalon.grants.models import Report
from jalon.grants.rules import ANSWER_AGREEMENT
from jalon.grants.turns import report_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused

WRITABLE: Final = ("fte_hundredths", "spent_cents", "people", "means", "results", "impact")


class ReportWrittenMeanwhile(Refused):
    """A colleague has written since; nothing of theirs is overwritten."""


@transaction.atomic
def write_report(
    *, report: Report, changes: Mapping[str, Any], seen: int, by: Actor, at: datetime
) -> Report:
    """The carrier writes its part of a report; `seen`: its revision, as it was read.

    Raises ReportWrittenMeanwhile, NotInThisState, Denied.
    """
    ANSWER_AGREEMENT.require(by, report.agreement)
    now = report_in_turn(report, "write")
    if now.revision != seen:
        raise ReportWrittenMeanwhile(
            _("Quelqu’un vient d’écrire dans ce rapport. Relisez, puis recommencez.")
        )
    known = [name for name in WRITABLE if name in changes]
    changed = [name for name in known if getattr(now, name) != changes[name]]
    if not changed:
        return now
    for name in changed:
        setattr(now, name, changes[name])
    now.revision += 1
    now.save(update_fields=[*changed, "revision"])
    project = now.agreement.project
    fact = ReportWritten(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=now.agreement_id, report_id=now.pk, fields=tuple(changed),
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now
