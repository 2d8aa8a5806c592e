"""The fact that the table of rights changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from jalon.access.policy.effective import as_text, digest
from jalon.access.policy.matrix import Matrix


@dataclass(frozen=True)
class PolicyChanged:
    """The matrix in force: its digest, its lines, and which of them are not those of before."""

    kind: ClassVar[str] = "policy.changed"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ()
    digest: str
    lines: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def stream(self) -> str:
        return "policy"

    @property
    def audience(self) -> int | None:
        return None

    @classmethod
    def between(cls, before: Mapping[str, Any] | None, matrix: Matrix) -> "PolicyChanged":
        """What to tell, given the payload of the last such fact, if any."""
        lines = tuple(as_text(matrix).splitlines())
        known = set(before["lines"]) if before else set()
        return cls(digest(matrix), lines, tuple(line for line in lines if line not in known))
