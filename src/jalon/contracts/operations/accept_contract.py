import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.contracts import codes
from jalon.contracts.events import ContractAccepted
from jalon.contracts.models import (
    Acceptance,
    AcceptanceCode,
    Commitment,
    CommitmentState,
    ContractFile,
    ContractState,
    ContractVersion,
    EngagementContract,
    FileKind,
    Way,
)
from jalon.contracts.proofs import NotProved, Proof, media_of
from jalon.contracts.queries.reading import letters_of, promised
from jalon.contracts.rules import ACCEPT_CONTRACT
from jalon.contracts.turns import held, version_read
from jalon.journal.record import record
from jalon.parameters.queries import integer
from jalon.vault.sealing import seal_bytes


@transaction.atomic
def accept_contract(
    *,
    contract: EngagementContract,
    seen: int,
    proof: Proof,
    by: Actor | PersonActor,
    at: datetime,
) -> Acceptance | None:
    """The person says yes to the version `seen`, with what proves it; it is not signed by that.

    What she promised in it, and what the lead body did, binds from here on. None when the code is
    not the right one: the try is counted. Raises Changed, Denied, NotNow,
    NotProved.
    """
    ACCEPT_CONTRACT.require(by, contract)
    contract = held(contract, ContractState.OFFERED)
    version = version_read(contract, seen)
    if proof.way != Way.CODE and isinstance(by, PersonActor):
        raise NotProved(_("Seule la personne qui vous accompagne recueille cet accord."))
    acceptance = Acceptance(version=version, dossier_id=contract.dossier_id, way=proof.way)
    if not _prove(acceptance, proof, by, at):
        return None
    acceptance.accepted_at, acceptance.recorded_by_id = at, by.affiliation_id
    acceptance.save()
    contract.state = ContractState.ACCEPTED
    contract.save(update_fields=["state"])
    _bind(contract, version, at)

    fact = ContractAccepted(
        dossier_id=contract.dossier_id, contract_id=contract.pk, version_id=version.pk,
        acceptance_id=acceptance.pk, digest=version.digest,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return acceptance


def _prove(acceptance: Acceptance, proof: Proof, by: Actor | PersonActor, at: datetime) -> bool:
    """Put in the acceptance what shows it; False for a wrong code. Raises NotProved."""
    acceptance.present = proof.present.strip()
    if proof.way == Way.CODE:
        kept = _open_code(acceptance.version, by, at)
        acceptance.sent_to = kept.sent_to
        is_right = codes.matches(kept, proof.code)
        kept.tries, kept.used_at = kept.tries + 1, at if is_right else None
        kept.save(update_fields=["tries", "used_at"])
        return is_right
    if proof.way == Way.TABLET:
        acceptance.typed_name = proof.typed_name.strip()
        if not acceptance.typed_name or not acceptance.present:
            raise NotProved(_("La personne tape son nom, et vous dites qui était là."))
    elif proof.way == Way.PAPER:
        acceptance.scan = _kept_scan(acceptance.version, proof.scan, at)
    else:
        raise NotProved(_("Cette façon de donner son accord n’existe pas."))
    return True


def _open_code(version: ContractVersion, by: Actor | PersonActor, at: datetime) -> AcceptanceCode:
    kept = AcceptanceCode.objects.filter(version=version).order_by("-sent_at", "-pk").first()
    tries = integer("contract.code_tries", on=by.today)
    if kept is None or not kept.is_open(at, tries):
        raise NotProved(_("Ce code n’est plus valable : demandez-en un autre."))
    return kept


def _kept_scan(version: ContractVersion, content: bytes, at: datetime) -> ContractFile:
    media = media_of(content)
    if media is None:
        raise NotProved(_("Ce fichier n’est ni un PDF ni une image (JPEG, PNG)."))
    return ContractFile.objects.create(
        version=version,
        dossier_id=version.dossier_id,
        kind=FileKind.SCAN,
        content=seal_bytes(content),
        media_type=media,
        digest=hashlib.sha256(content).hexdigest(),
        needs=letters_of(version),
        kept_at=at,
    )


def _bind(contract: EngagementContract, version: ContractVersion, at: datetime) -> None:
    """Promises of the document that only waited for her yes: hers, and those of the lead body."""
    waiting = Commitment.objects.filter(
        dossier_id=contract.dossier_id,
        public_id__in=promised(version),
        state=CommitmentState.PROPOSED,
        proposed_for__isnull=False,
    )
    waiting = waiting.filter(organisation=None) | waiting.filter(organisation=F("proposed_for"))
    waiting.update(state=CommitmentState.ACCEPTED, accepted_at=at)
