"""The facts of agreements, in the past tense. Codes are stored for ever: never rename one.

They concern no person, and are known to the body that called; what the carrier may know of it
stands in the rows that it reads.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class GrantFact:
    """What all facts of an agreement share; `caller_id`: the body that called."""

    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ()
    project_id: int
    caller_id: int
    agreement_id: int

    @property
    def stream(self) -> str:
        return f"grant/{self.project_id}"

    @property
    def audience(self) -> int | None:
        return self.caller_id


@dataclass(frozen=True)
class AgreementDrafted(GrantFact):
    """A first text was drawn from the model in force."""

    kind: ClassVar[str] = "agreement.drafted"
    version_id: int


@dataclass(frozen=True)
class AgreementRevised(GrantFact):
    """What was written in a version on its way."""

    kind: ClassVar[str] = "agreement.revised"
    version_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class AgreementSent(GrantFact):
    """The carrier reads it, and answers."""

    kind: ClassVar[str] = "agreement.sent"
    version_id: int


@dataclass(frozen=True)
class AgreementRecalled(GrantFact):
    """The State takes it up again; a signature that was given has no effect any more."""

    kind: ClassVar[str] = "agreement.recalled"
    version_id: int
    was_signed: bool


@dataclass(frozen=True)
class AgreementChangesAsked(GrantFact):
    """The carrier asks to change these articles."""

    kind: ClassVar[str] = "agreement_changes.asked"
    version_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class AgreementAccepted(GrantFact):
    """`digest`: the fingerprint of what is accepted."""

    kind: ClassVar[str] = "agreement.accepted"
    version_id: int
    digest: str


@dataclass(frozen=True)
class AgreementSigned(GrantFact):
    """`role`: carrier or state; `digest`: the fingerprint of the sealed document."""

    kind: ClassVar[str] = "agreement.signed"
    version_id: int
    role: str
    digest: str


@dataclass(frozen=True)
class AgreementAmended(GrantFact):
    """An amendment is begun: a next version, that binds nobody before it is signed."""

    kind: ClassVar[str] = "agreement.amended"
    version_id: int


@dataclass(frozen=True)
class AmendmentDiscarded(GrantFact):
    """An amendment that will not be signed."""

    kind: ClassVar[str] = "amendment.discarded"
    version_id: int


@dataclass(frozen=True)
class AgreementClosed(GrantFact):
    """All is paid and reported."""

    kind: ClassVar[str] = "agreement.closed"


@dataclass(frozen=True)
class AgreementEnded(GrantFact):
    """Before its term; `ground`: whose wish it was, or what was not held."""

    kind: ClassVar[str] = "agreement.ended"
    ground: str


@dataclass(frozen=True)
class PaymentAsked(GrantFact):
    """The carrier asks for it, with what supports it."""

    kind: ClassVar[str] = "payment.asked"
    payment_id: int
    cents: int
    paper_count: int


@dataclass(frozen=True)
class PaymentReturned(GrantFact):
    """Something is missing: the carrier is told what."""

    kind: ClassVar[str] = "payment.returned"
    payment_id: int


@dataclass(frozen=True)
class PaymentCertified(GrantFact):
    """The service was done, for this amount."""

    kind: ClassVar[str] = "payment.certified"
    payment_id: int
    cents: int


@dataclass(frozen=True)
class PaymentMade(GrantFact):
    """The State paid; its reference is in the row."""

    kind: ClassVar[str] = "payment.made"
    payment_id: int
    cents: int
    paid_on: date


@dataclass(frozen=True)
class RepaymentAsked(GrantFact):
    """Too much was paid, or not for this."""

    kind: ClassVar[str] = "repayment.asked"
    repayment_id: int
    cents: int


@dataclass(frozen=True)
class RepaymentSettled(GrantFact):
    """The carrier has paid back."""

    kind: ClassVar[str] = "repayment.settled"
    repayment_id: int
    settled_on: date


@dataclass(frozen=True)
class ReportWritten(GrantFact):
    """The carrier wrote in a report."""

    kind: ClassVar[str] = "report.written"
    report_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class ReportReminded(GrantFact):
    """The carrier was told that it is due in so many days; below zero, that it is late."""

    kind: ClassVar[str] = "report.reminded"
    report_id: int
    days: int


@dataclass(frozen=True)
class ReportGiven(GrantFact):
    """The carrier gave it in, with what the platform measured."""

    kind: ClassVar[str] = "report.given"
    report_id: int


@dataclass(frozen=True)
class ReportReturned(GrantFact):
    """The State asks for more."""

    kind: ClassVar[str] = "report.returned"
    report_id: int


@dataclass(frozen=True)
class ReportAccepted(GrantFact):
    """The report is accepted, for good."""

    kind: ClassVar[str] = "report.accepted"
    report_id: int
