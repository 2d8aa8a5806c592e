from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.checking import check
from jalon.grants.events import AgreementRevised
from jalon.grants.models import Agreement, AgreementVersion
from jalon.grants.rules import WRITE_AGREEMENT
from jalon.grants.turns import running_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused

WRITABLE: Final = (
    "articles", "amount_cents", "starts_on", "ends_on", "schedule", "reports", "change",
)  # fmt: skip


class WrittenMeanwhile(Refused):
    """Somebody has written since; nothing of theirs is overwritten."""


@transaction.atomic
def revise_agreement(
    *, agreement: Agreement, changes: Mapping[str, Any], seen: int, by: Actor, at: datetime
) -> AgreementVersion:
    """Write in the version on its way; `seen`: its revision, as the writer read it.

    Raises WrittenMeanwhile, DoesNotAddUp, NotInThisState, Denied.
    """
    WRITE_AGREEMENT.require(by, agreement)
    version = running_in_turn(agreement, "write")
    if version.revision != seen:
        raise WrittenMeanwhile(_("Quelqu’un vient de changer ce texte. Relisez, puis recommencez."))
    changed = [name for name in WRITABLE if name in changes]
    changed = [name for name in changed if getattr(version, name) != changes[name]]
    if not changed:
        return version
    for name in changed:
        setattr(version, name, changes[name])
    check(version)
    version.revision += 1
    version.written_by_id, version.written_at = by.affiliation_id, at
    version.save(update_fields=[*changed, "revision", "written_by", "written_at"])
    project = version.agreement.project
    fact = AgreementRevised(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=version.agreement_id, version_id=version.pk, fields=tuple(changed),
    )  # fmt: skip
    record(fact, by=by, at=at)
    return version
