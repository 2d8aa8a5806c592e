import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.contracts.events import ContractEnded, ContractSigned
from jalon.contracts.models import (
    Change,
    ContractFile,
    ContractState,
    ContractVersion,
    EngagementContract,
    FileKind,
)
from jalon.contracts.paper import code_of_file, drawn
from jalon.contracts.queries.composing import is_intact
from jalon.contracts.queries.reading import letters_of, names_all
from jalon.contracts.rules import SIGN_CONTRACT
from jalon.contracts.signature import signed
from jalon.contracts.turns import held, version_read
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.vault.sealing import seal_bytes


class NotIntact(Refused):
    """It is no longer what the person accepted, or not all of it is read: nobody signs that."""


@transaction.atomic
def sign_contract(
    *, contract: EngagementContract, seen: int, by: Actor, at: datetime
) -> ContractFile:
    """Sign for the organisation what the person accepted and the signer has `seen`: a sealed PDF,
    kept byte for byte.

    The contract that it amends or renews runs until this one starts.
    Raises Changed, Denied, NotIntact, NotNow, PdfUnavailable, SignatureUnavailable.
    """
    SIGN_CONTRACT.require(by, contract)
    contract = held(contract, ContractState.ACCEPTED)
    version = version_read(contract, seen)
    _check(version)
    code = code_of_file()
    content = signed(drawn(version, signer=by.name, at=at, code=code), by.organisation_name, at)
    kept = _keep(version, content, code, at)
    _end_former(contract, by, at)
    contract.state, contract.signed_at = ContractState.SIGNED, at
    contract.signed_by_id = by.affiliation_id
    contract.save(update_fields=["state", "signed_at", "signed_by"])

    fact = ContractSigned(
        dossier_id=contract.dossier_id, contract_id=contract.pk, version_id=version.pk,
        file_id=kept.pk, digest=kept.digest, started_on=contract.started_on,
        ends_on=contract.ends_on, review_on=contract.review_on,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return kept


def _check(version: ContractVersion) -> None:
    if not names_all(version):
        raise NotIntact(
            _(
                "Ce contrat nomme une difficulté que vous ne lisez pas : modifiez-le, et "
                "proposez-le à nouveau."
            )
        )
    if not is_intact(version):
        raise NotIntact(_("Ce document a changé depuis l’accord : proposez-le à nouveau."))


def _keep(version: ContractVersion, content: bytes, code: str, at: datetime) -> ContractFile:
    return ContractFile.objects.create(
        version=version,
        dossier_id=version.dossier_id,
        kind=FileKind.SIGNED,
        content=seal_bytes(content),
        media_type="application/pdf",
        digest=hashlib.sha256(content).hexdigest(),
        code=code,
        needs=letters_of(version),
        kept_at=at,
    )


def _end_former(contract: EngagementContract, by: Actor, at: datetime) -> None:
    """One signed contract at a time: the former one is amended, renewed, or simply over."""
    former = EngagementContract.objects.select_for_update(of=("self",)).filter(
        dossier_id=contract.dossier_id, state=ContractState.SIGNED
    )
    for one in former:
        is_followed = one.pk == contract.follows_id
        amended = contract.change == Change.AMENDMENT
        followed = ContractState.AMENDED if amended else ContractState.RENEWED
        one.state = followed if is_followed else ContractState.ENDED
        one.ended_on = max(by.today, min(contract.started_on, one.ends_on or contract.started_on))
        one.save(update_fields=["state", "ended_on"])
        fact = ContractEnded(dossier_id=one.dossier_id, contract_id=one.pk, status=one.state)
        record(fact, by=by, at=at)
