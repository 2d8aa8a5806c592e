"""The facts of the end of a dossier. Codes are stored for ever: never rename one.

They are what remains under the name of a dossier once its rows are gone: numbers, no person.
"""

from dataclasses import dataclass
from typing import ClassVar

from jalon.dossiers.events import DossierFact


@dataclass(frozen=True)
class DossierArchived(DossierFact):
    kind: ClassVar[str] = "dossier.archived"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("header",)


@dataclass(frozen=True)
class DossierRestored(DossierFact):
    """Back from the archive: by an order, or because its référent opened another one."""

    kind: ClassVar[str] = "dossier.restored"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ("header", "timeline")
    order_id: int | None


@dataclass(frozen=True)
class DossierDestroyed(DossierFact):
    """The last fact of a dossier; the proof has this number."""

    kind: ClassVar[str] = "dossier.destroyed"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ()
    destruction_number: int


@dataclass(frozen=True)
class PersonErased:
    """Somebody's identity is gone; the proof has this number."""

    kind: ClassVar[str] = "person.erased"
    changes_rights: ClassVar[bool] = True
    blocks: ClassVar[tuple[str, ...]] = ()
    person_id: int
    destruction_number: int

    @property
    def stream(self) -> str:
        return f"person/{self.person_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class OrderFact:
    """What the facts of an order share: they are told to nobody's screen."""

    order_id: int

    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()

    @property
    def stream(self) -> str:
        return f"retention/{self.order_id}"

    @property
    def audience(self) -> int | None:
        return None


@dataclass(frozen=True)
class OrderGiven(OrderFact):
    kind: ClassVar[str] = "order.given"
    ground: str


@dataclass(frozen=True)
class OrderSettled(OrderFact):
    kind: ClassVar[str] = "order.settled"
    status: str
