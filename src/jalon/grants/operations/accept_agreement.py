from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.content import content_of
from jalon.grants.events import AgreementAccepted
from jalon.grants.models import Agreement, AgreementVersion
from jalon.grants.rules import ANSWER_AGREEMENT
from jalon.grants.states import version_after
from jalon.grants.telling import tell_state
from jalon.grants.turns import running_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.queries.content import fingerprint


class NotWhatWasRead(Refused):
    """The text has changed since it was read."""


@transaction.atomic
def accept_agreement(
    *, agreement: Agreement, seen: int, by: Actor, at: datetime
) -> AgreementVersion:
    """The carrier accepts the text as it read it (`seen`: its revision); it is to be signed.

    From here on nothing of it changes. Raises NotWhatWasRead, NotInThisState, Denied.
    """
    ANSWER_AGREEMENT.require(by, agreement)
    version = running_in_turn(agreement, "accept")
    if version.revision != seen:
        raise NotWhatWasRead(_("Ce texte a changé depuis que vous l’avez lu : relisez-le."))
    version.state = version_after(version.state, "accept")
    version.accepted_by_id, version.accepted_at = by.affiliation_id, at
    version.digest = fingerprint(content_of(version))
    version.save(update_fields=["state", "accepted_by", "accepted_at", "digest"])
    project = version.agreement.project
    tell_state(version.agreement, _("Le porteur accepte une convention."), at=at)
    fact = AgreementAccepted(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=version.agreement_id, version_id=version.pk, digest=version.digest,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return version
