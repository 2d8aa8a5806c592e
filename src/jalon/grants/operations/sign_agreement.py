import hashlib
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.contracts.signature import signed
from jalon.grants.adopting import adopt_strategy_of
from jalon.grants.changing import plan_anew
from jalon.grants.checking import check
from jalon.grants.events import AgreementSigned
from jalon.grants.models import Agreement, AgreementVersion
from jalon.grants.operations.accept_agreement import NotWhatWasRead
from jalon.grants.paper import drawn
from jalon.grants.rules import SIGN_AGREEMENT
from jalon.grants.states import after, version_after
from jalon.grants.telling import tell_carrier, tell_state
from jalon.grants.turns import require_filed, running_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer

CARRIER: Final = "carrier"
STATE: Final = "state"
OF_CARRIER: Final = [
    "state",
    "document",
    "document_digest",
    "carrier_signed_by",
    "carrier_signed_at",
]
OF_STATE: Final = ["state", "document", "document_digest", "state_signed_by", "state_signed_at"]


class SamePerson(Refused):
    """Two people sign, one for each side."""


@transaction.atomic
def sign_agreement(*, agreement: Agreement, seen: int, by: Actor, at: datetime) -> AgreementVersion:
    """Sign for one's own side, the carrier first: a sealed PDF, then a second seal on it.

    `seen`: the revision that was read. A payment asked since the text was written, which it would
    change, stops both signatures. With that of the State the agreement is in force, and the
    strategy of the project is adopted. Raises SamePerson, NotWhatWasRead, DoesNotAddUp,
    NotInThisState, PdfUnavailable, SignatureUnavailable, Denied.
    """
    SIGN_AGREEMENT.require(by, agreement)
    side = STATE if agreement.project.call.organisation_id == by.organisation_id else CARRIER
    version = running_in_turn(agreement, f"sign_{side}")
    require_filed(version.agreement.project)
    if version.revision != seen:
        raise NotWhatWasRead(_("Ce texte a changé depuis que vous l’avez lu : relisez-le."))
    check(version)
    hat = Affiliation.objects.select_related("user", "organisation").get(pk=by.affiliation_id)
    version.state = version_after(version.state, f"sign_{side}")
    if side == CARRIER:
        _for_the_carrier(version, hat, at)
    else:
        _for_the_state(version, hat, by, at)
    project = version.agreement.project
    fact = AgreementSigned(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=version.agreement_id, version_id=version.pk, role=side,
        digest=version.document_digest,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return version


def _for_the_carrier(version: AgreementVersion, hat: Affiliation, at: datetime) -> None:
    version.carrier_signed_by, version.carrier_signed_at = hat, at
    page = drawn(version, signatory=hat, signed_at=at)
    _seal(version, page, hat, "Porteur", at)
    version.save(update_fields=OF_CARRIER)
    tell_state(version.agreement, _("Le porteur a signé une convention : à vous de signer."), at=at)


def _for_the_state(version: AgreementVersion, hat: Affiliation, by: Actor, at: datetime) -> None:
    """The second seal; then the text binds both."""
    if version.carrier_signed_by and version.carrier_signed_by.user_id == hat.user_id:
        raise SamePerson(_("La même personne ne signe pas des deux côtés."))
    whole = AgreementVersion.objects.only("document").get(pk=version.pk)
    version.state_signed_by, version.state_signed_at = hat, at
    _seal(version, bytes(whole.document or b""), hat, "Etat", at)
    version.save(update_fields=OF_STATE)
    now = version.agreement
    now.state = after(now.state, "enter")
    now.entered_at = now.entered_at or at
    now.strategy = adopt_strategy_of(version, by=by, at=at) or now.strategy
    now.save(update_fields=["state", "entered_at", "strategy"])
    plan_anew(version, delay=integer("grant.report_months", on=by.today))
    tell_carrier(now, _("Une convention est signée par l’État : elle est en vigueur."), at=at)


def _seal(
    version: AgreementVersion, page: bytes, hat: Affiliation, field: str, at: datetime
) -> None:
    said = _("Convention %(reference)s, version %(number)s, signée par %(name)s")
    reason = said % {
        "reference": version.agreement.reference, "number": version.number, "name": hat.user.name,
    }  # fmt: skip
    version.document = signed(page, hat.organisation.name, at, reason=reason, field=field)
    version.document_digest = hashlib.sha256(version.document).hexdigest()
