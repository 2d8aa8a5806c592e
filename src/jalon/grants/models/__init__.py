from jalon.grants.models.agreement import Agreement, EndReason
from jalon.grants.models.version import AgreementVersion, ArticleRequest

__all__ = ["Agreement", "AgreementVersion", "ArticleRequest", "EndReason"]
