"""The facts of a person's identity, in the past tense. Never rename a code."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class PersonRegistered:
    """Somebody unknown until then was written down, by hand."""

    kind: ClassVar[str] = "person.registered"
    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    person_id: int

    @property
    def stream(self) -> str:
        return f"person/{self.person_id}"

    @property
    def audience(self) -> int | None:
        return None
