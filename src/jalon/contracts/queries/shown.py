"""The contracts of a dossier as their page and the person's space show them."""

from dataclasses import dataclass

from jalon.access.policy.blocks import block_of_theme
from jalon.accounts.actor import Actor, PersonActor
from jalon.contracts.models import (
    PROPOSED_STATES,
    Acceptance,
    ContractBarrier,
    ContractFile,
    ContractState,
    ContractVersion,
    EngagementContract,
    FileKind,
)
from jalon.contracts.queries.words import Said, said
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import rights


@dataclass(frozen=True)
class Shown:
    """One contract, its last version in words that this reader may read, and its signed file."""

    contract: EngagementContract
    version: ContractVersion | None
    said: Said | None
    acceptance: Acceptance | None
    file: ContractFile | None


def contracts_of(dossier: Dossier) -> list[EngagementContract]:
    """All of them, the last first."""
    found = dossier.contracts.select_related("organisation", "terms", "signed_by__user")
    return list(found.order_by("-started_on", "-pk"))


def shown_contracts(dossier: Dossier, by: Actor | PersonActor) -> list[Shown]:
    """All of them for a page: whole those that count today, by their file those that are over.

    A dossier has one in preparation and one signed at most: the statements stay the same however
    many came before.
    """
    found = contracts_of(dossier)
    counting = {one.pk for one in found if one.state in (*PROPOSED_STATES, ContractState.SIGNED)}
    files = _files_of([one.pk for one in found if one.pk not in counting], dossier, by)
    return [
        show(one, dossier, by)
        if one.pk in counting
        else Shown(one, None, None, None, files.get(one.pk))
        for one in found
    ]


def _files_of(
    contracts: list[int], dossier: Dossier, by: Actor | PersonActor
) -> dict[int, ContractFile]:
    """The last signed file of each of these contracts that this reader may open."""
    rows = ContractFile.objects.filter(version__contract__in=contracts, kind=FileKind.SIGNED)
    rows = rows.select_related("version").defer("content", "version__document")
    known = _known_letters(dossier, by)
    return {row.version.contract_id: row for row in rows if set(row.needs) <= known}


def _known_letters(dossier: Dossier, by: Actor | PersonActor) -> set[str]:
    allows = rights(by, dossier)
    return {block.lower() for block in allows.levels if allows.knows(block)}


def in_preparation(dossier: Dossier) -> EngagementContract | None:
    """The one that is being prepared, offered or accepted, not signed yet."""
    found = dossier.contracts.filter(state__in=PROPOSED_STATES)
    return found.select_related("dossier", "organisation", "terms").first()


def signed_contract(dossier: Dossier) -> EngagementContract | None:
    found = dossier.contracts.filter(state=ContractState.SIGNED)
    return found.select_related("dossier", "organisation", "terms").first()


def last_version(contract: EngagementContract) -> ContractVersion | None:
    versions = contract.versions.select_related("acceptance", "contract__organisation")
    return versions.order_by("-number").first()


def readable_barriers(
    version: ContractVersion, dossier: Dossier, by: Actor | PersonActor
) -> list[ContractBarrier]:
    """The difficulties of a version that this reader reads in the dossier too."""
    allows = rights(by, dossier)
    rows = version.barriers.order_by("theme")
    return [one for one in rows if allows.knows(block_of_theme(one.theme))]


def show(contract: EngagementContract, dossier: Dossier, by: Actor | PersonActor) -> Shown:
    """A contract ready to be shown to this reader."""
    version = last_version(contract)
    if version is None:
        return Shown(contract, None, None, None, None)
    barriers = readable_barriers(version, dossier, by)
    return Shown(
        contract=contract,
        version=version,
        said=said(version, barriers),
        acceptance=getattr(version, "acceptance", None),
        file=readable_file(version, dossier, by),
    )


def readable_file(
    version: ContractVersion, dossier: Dossier, by: Actor | PersonActor
) -> ContractFile | None:
    """The signed file, for who reads all the difficulties that it names."""
    file = version.files.filter(kind=FileKind.SIGNED).defer("content").first()
    if file is None:
        return None
    return file if set(file.needs) <= _known_letters(dossier, by) else None
