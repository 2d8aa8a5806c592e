"""A version read back: what it promises, and the rights that its file asks for."""

import json
from collections.abc import Iterable
from uuid import UUID

from jalon.access.policy.blocks import block_of_theme
from jalon.contracts.models import ContractVersion


def promised(version: ContractVersion) -> list[UUID]:
    """The commitments that it holds."""
    return [UUID(one["id"]) for one in json.loads(version.document)["commitments"]]


def letters_of(version: ContractVersion) -> str:
    """The letters of the difficulties that it names, in small: who reads its file reads them all.

    From the document: whoever accepts or signs may read less of them than who composed it.
    """
    return str(json.loads(version.document)["needs"])


def letters_of_themes(themes: Iterable[str]) -> str:
    """The letters under which these themes are read, in small, once each."""
    return "".join(sorted({block_of_theme(theme).lower() for theme in themes}))


def names_all(version: ContractVersion) -> bool:
    """Whether this session reads all the difficulties that the version names."""
    return version.barriers.count() == json.loads(version.document)["difficulties"]
