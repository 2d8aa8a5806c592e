from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.protection.events import IdentityProved
from jalon.protection.models import DataRequest, IdentityProof
from jalon.protection.queries.closing import lock_open
from jalon.protection.rules import PROVE_IDENTITY


class NothingToProve(Refused):
    """It is known already who asks, or what was seen is no proof."""


@transaction.atomic
def prove_identity(*, request: DataRequest, proof: str, by: Actor, at: datetime) -> DataRequest:
    """Note what showed that who asks is the person; no copy of it is kept (RGPD, art. 12, 6).

    Raises NothingToProve, AlreadyClosed.
    """
    PROVE_IDENTITY.require(by, request)
    seen = {IdentityProof.DOCUMENT, IdentityProof.CALLBACK, IdentityProof.KNOWN}

    request = lock_open(request)
    if not request.awaits_proof or proof not in seen:
        raise NothingToProve(_("L’identité est déjà vérifiée, ou rien ne la montre encore."))
    request.identity_proof = proof
    request.save(update_fields=["identity_proof"])

    record(IdentityProved(request_id=request.pk), by=by, at=at)
    return request
