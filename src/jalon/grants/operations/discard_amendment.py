from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.events import AmendmentDiscarded
from jalon.grants.models import Agreement, AgreementVersion
from jalon.grants.rules import WRITE_AGREEMENT
from jalon.grants.states import NotInThisState, version_after
from jalon.grants.telling import tell_carrier
from jalon.grants.turns import running_in_turn
from jalon.journal.record import record


@transaction.atomic
def discard_amendment(*, agreement: Agreement, by: Actor, at: datetime) -> AgreementVersion:
    """Give up an amendment: what is in force stays. The first text is ended, not discarded.

    Raises NotInThisState, Denied.
    """
    WRITE_AGREEMENT.require(by, agreement)
    version = running_in_turn(agreement, "discard")
    if version.number == 1:
        raise NotInThisState(_("Ce texte est la convention : elle n’est pas un avenant."))
    version.state = version_after(version.state, "discard")
    version.save(update_fields=["state"])
    now = version.agreement
    if version.sent_at:
        tell_carrier(now, _("Un avenant est abandonné : la convention reste en vigueur."), at=at)
    fact = AmendmentDiscarded(
        project_id=now.project_id, caller_id=now.project.call.organisation_id,
        agreement_id=now.pk, version_id=version.pk,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return version
