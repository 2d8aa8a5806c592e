from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.checking import check, check_words
from jalon.grants.events import AgreementSent
from jalon.grants.models import Agreement, AgreementVersion
from jalon.grants.rules import WRITE_AGREEMENT
from jalon.grants.states import version_after
from jalon.grants.telling import tell_carrier
from jalon.grants.turns import require_filed, running_in_turn
from jalon.journal.record import record


@transaction.atomic
def send_agreement(*, agreement: Agreement, by: Actor, at: datetime) -> AgreementVersion:
    """Have the carrier read it: it accepts, or asks for changes, article by article.

    What it had asked before is answered by this text. The schedule and the articles say the same.
    Raises SaysTwoThings, DoesNotAddUp, NotInThisState, Denied.
    """
    WRITE_AGREEMENT.require(by, agreement)
    version = running_in_turn(agreement, "send")
    require_filed(version.agreement.project)
    check(version)
    check_words(version)
    version.state = version_after(version.state, "send")
    version.sent_at, version.recall_reason = version.sent_at or at, ""
    version.save(update_fields=["state", "sent_at", "recall_reason"])
    version.requests.filter(answered_at=None).update(answered_at=at)
    now = version.agreement
    if now.sent_at is None:
        now.sent_at = at
        now.save(update_fields=["sent_at"])
    tell_carrier(now, _("Une convention est à relire."), at=at)
    fact = AgreementSent(
        project_id=now.project_id, caller_id=now.project.call.organisation_id,
        agreement_id=now.pk, version_id=version.pk,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return version
