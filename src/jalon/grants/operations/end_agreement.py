from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.changing import cancel_what_is_planned
from jalon.grants.events import AgreementEnded
from jalon.grants.models import Agreement
from jalon.grants.rules import END_AGREEMENT
from jalon.grants.states import RUNNING, VersionState, after
from jalon.grants.telling import tell_carrier
from jalon.grants.turns import agreed_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class EndedWithoutWords(Refused):
    """Ending before the term is explained to the carrier."""


@transaction.atomic
def end_agreement(
    *, agreement: Agreement, reason: str, words: str, by: Actor, at: datetime
) -> Agreement:
    """End an agreement before its term, or give it up before it binds; why is kept and read.

    What was paid stays paid, and may be asked back. Raises EndedWithoutWords, NotInThisState,
    Denied.
    """
    END_AGREEMENT.require(by, agreement)
    now = agreed_in_turn(agreement, "end")
    if not words.strip():
        raise EndedWithoutWords(_("Dites en quelques mots pourquoi."))
    cancel_what_is_planned(now)
    now.versions.filter(state__in=RUNNING).update(state=VersionState.DISCARDED)
    now.state, now.end_reason, now.end_words = after(now.state, "end"), reason, words.strip()
    now.ended_at, now.ended_by_id = at, by.affiliation_id
    now.save(update_fields=["state", "end_reason", "end_words", "ended_at", "ended_by"])
    if now.sent_at:
        ended = _("Une convention est résiliée.")
        given_up = _("L’État renonce à une convention.")
        tell_carrier(now, ended if now.entered_at else given_up, at=at)
    fact = AgreementEnded(
        project_id=now.project_id, caller_id=now.project.call.organisation_id,
        agreement_id=now.pk, ground=now.end_reason,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return now
