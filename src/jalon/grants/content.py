"""What a version of an agreement holds as JSON, and the whole of it, which is what is signed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from jalon.grants.models import AgreementVersion


class PaymentKind(models.TextChoices):
    ADVANCE = "advance", _("avance")
    INSTALMENT = "instalment", _("acompte")
    BALANCE = "balance", _("solde")


@dataclass(frozen=True)
class Article:
    """One article. `code` names it for ever; its number follows its place."""

    code: str
    title: str
    text: str


@dataclass(frozen=True)
class Foreseen:
    """A payment as it is agreed: `due_on`, the day from which it may be asked."""

    kind: str
    cents: int
    due_on: date
    condition: str

    @property
    def label(self) -> str:
        return str(PaymentKind(self.kind).label)


def articles(kept: Sequence[Mapping[str, Any]]) -> list[Article]:
    return [Article(one["code"], one["title"], one["text"]) for one in kept]


def schedule(kept: Sequence[Mapping[str, Any]]) -> list[Foreseen]:
    return [
        Foreseen(one["kind"], one["cents"], date.fromisoformat(one["due_on"]), one["condition"])
        for one in kept
    ]


def reports(kept: Sequence[str]) -> list[date]:
    return [date.fromisoformat(one) for one in kept]


def schedule_as_kept(found: Sequence[Foreseen]) -> list[dict[str, Any]]:
    return [{**asdict(one), "due_on": one.due_on.isoformat()} for one in found]


def content_of(version: "AgreementVersion") -> dict[str, Any]:
    """Everything that is signed, as plain JSON."""
    return {
        "number": version.number,
        "reference": version.agreement.reference,
        "change": version.change,
        "frame": version.frame,
        "articles": version.articles,
        "amount_cents": version.amount_cents,
        "starts_on": version.starts_on.isoformat(),
        "ends_on": version.ends_on.isoformat(),
        "schedule": version.schedule,
        "reports": version.reports,
    }
