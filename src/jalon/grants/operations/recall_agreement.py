from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.events import AgreementRecalled
from jalon.grants.models import Agreement, AgreementVersion
from jalon.grants.rules import WRITE_AGREEMENT
from jalon.grants.states import VersionState, version_after
from jalon.grants.telling import tell_carrier
from jalon.grants.turns import running_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class RecalledWithoutReason(Refused):
    """The carrier, who may have signed, is told why."""


@transaction.atomic
def recall_agreement(
    *, agreement: Agreement, reason: str, by: Actor, at: datetime
) -> AgreementVersion:
    """Take up again a text that the carrier has in hand, or has signed, before the State signs.

    Its yes and its signature have no effect any more. Raises RecalledWithoutReason, NotInThisState,
    Denied.
    """
    WRITE_AGREEMENT.require(by, agreement)
    version = running_in_turn(agreement, "recall")
    if not reason.strip():
        raise RecalledWithoutReason(_("Dites au porteur pourquoi le texte est repris."))
    was_signed = version.state == VersionState.CARRIER_SIGNED
    version.state = version_after(version.state, "recall")
    version.recall_reason, version.digest = reason.strip(), ""
    version.accepted_by = version.accepted_at = None
    version.carrier_signed_by = version.carrier_signed_at = None
    version.document, version.document_digest = None, ""
    version.save(
        update_fields=[
            "state", "recall_reason", "digest", "accepted_by", "accepted_at", "carrier_signed_by",
            "carrier_signed_at", "document", "document_digest",
        ]
    )  # fmt: skip
    project = version.agreement.project
    tell_carrier(version.agreement, _("L’État reprend le texte d’une convention."), at=at)
    fact = AgreementRecalled(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=version.agreement_id, version_id=version.pk, was_signed=was_signed,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return version
