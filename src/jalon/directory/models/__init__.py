from jalon.directory.models.affiliation_request import AffiliationRequest, RequestOutcome

__all__ = ["AffiliationRequest", "RequestOutcome"]
