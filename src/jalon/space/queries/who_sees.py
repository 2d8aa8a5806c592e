"""Which parts of the dossier each of those around may read and write, as the rules decide today."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from jalon.access.policy.blocks import Block
from jalon.access.policy.in_force import matrix_in_force
from jalon.access.policy.rights import Links, Rights, outlines_contracts, rights_of_hat
from jalon.accounts.models import Habilitation, HabilitationKind
from jalon.dossiers.models import Limitation, Objection, Sharing
from jalon.space.queries.own_dossier import OwnDossier

# What is nobody's to read in the dossier of a person, or is about readings themselves.
ASIDE = frozenset({Block.ACCESS_LOG})


@dataclass(frozen=True)
class Seen:
    """One of those around the person, and their rights; nobody reads for a seat without a name."""

    seat: dict[str, Any]
    rights: Rights
    outlines: bool = False  # told the kind and the dates of contracts, not what they say

    @property
    def writes(self) -> list[Block]:
        return [block for block in Block if self.rights.writes(block) and block not in ASIDE]

    @property
    def reads(self) -> list[Block]:
        """What they read and do not write."""
        return [
            block
            for block in Block
            if self.rights.knows(block) and not self.rights.writes(block) and block not in ASIDE
        ]

    @property
    def ignores(self) -> list[Block]:
        aside = ASIDE | {Block.CONTRACT} if self.outlines else ASIDE
        return [block for block in Block if not self.rights.knows(block) and block not in aside]


def who_sees(own: OwnDossier, *, on: date) -> list[Seen]:
    """Each seat in force with its rights of that day, in four statements."""
    hats = [seat["affiliation_id"] for seat in own.team if seat["affiliation_id"]]
    sworn = set(
        Habilitation.objects.in_force(on)
        .filter(kind=HabilitationKind.SECRECY, affiliation_id__in=hats)
        .values_list("affiliation_id", flat=True)
    )
    addressed, objected = _addressed(own.id, on), _objected(own.id)
    held = Limitation.objects.filter(dossier_id=own.id, ended_at=None)
    limited = tuple(held.values_list("block", flat=True))
    return [
        _seen(seat, _links(seat, sworn, addressed, objected, limited), on)
        for seat in own.team
        if seat["affiliation_id"]
    ]


def _seen(seat: dict[str, Any], links: Links, on: date) -> Seen:
    matrix, hat = matrix_in_force(on), (seat["organisation_kind"], seat["affiliation_role"])
    rights = rights_of_hat(matrix, *hat, links)
    told = not rights.knows(Block.CONTRACT) and outlines_contracts(matrix, *hat, links)
    return Seen(seat, rights, outlines=told)


def _links(
    seat: dict[str, Any],
    sworn: set[int],
    addressed: dict[int, list[str]],
    objected: dict[int | None, list[str]],
    limited: tuple[str, ...],
) -> Links:
    body = seat["organisation_id"]
    return Links(
        seats=(seat["role"],),
        has_secrecy=seat["affiliation_id"] in sworn,
        addressed=() if seat["role"] == "referent" else tuple(addressed[body]),
        objected=(*objected[body], *objected[None]),
        limited=limited,
    )


def _addressed(dossier_id: int, on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Sharing.objects.filter(dossier_id=dossier_id, ended_at=None).values_list(
        "organisation_id", "block", "until_on"
    )
    for body, block, until_on in rows:
        if until_on is None or until_on > on:
            found[body].append(block)
    return found


def _objected(dossier_id: int) -> dict[int | None, list[str]]:
    found: dict[int | None, list[str]] = defaultdict(list)
    rows = Objection.objects.filter(dossier_id=dossier_id, ended_at=None)
    for body, block in rows.values_list("organisation_id", "block"):
        found[body].append(block)
    return found
