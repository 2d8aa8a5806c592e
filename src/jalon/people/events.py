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


@dataclass(frozen=True)
class PersonalAccessOpened:
    """A person has an account of their own on their own dossier; the author, if any, met them."""

    kind: ClassVar[str] = "personal_access.opened"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ()
    person_id: int
    user_id: int

    @property
    def stream(self) -> str:
        return f"person/{self.person_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class PersonalAccessRecovered:
    """A person had her account given back, under another number and with another password."""

    kind: ClassVar[str] = "personal_access.recovered"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ()
    person_id: int
    user_id: int

    @property
    def stream(self) -> str:
        return f"person/{self.person_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class IdentityCheckRequested:
    """Somebody whom FranceConnect vouches for waits to be met."""

    kind: ClassVar[str] = "identity_check.requested"
    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    check_id: int

    @property
    def stream(self) -> str:
        return f"identity_check/{self.check_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class IdentityChecksPurged:
    """Without an author: their time was over."""

    kind: ClassVar[str] = "identity_checks.purged"
    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    count: int

    @property
    def stream(self) -> str:
        return "identity_checks"

    @property
    def audience(self) -> int | None:
        return None
