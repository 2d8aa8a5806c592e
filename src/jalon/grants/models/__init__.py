from jalon.grants.models.agreement import Agreement, EndReason
from jalon.grants.models.payment import Payment, PaymentPaper, Repayment
from jalon.grants.models.report import Report, ReportReminder
from jalon.grants.models.version import AgreementVersion, ArticleRequest

__all__ = [
    "Agreement", "AgreementVersion", "ArticleRequest", "EndReason", "Payment", "PaymentPaper",
    "Repayment", "Report", "ReportReminder",
]  # fmt: skip
