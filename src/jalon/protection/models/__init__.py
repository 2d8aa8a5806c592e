from jalon.protection.models.data_request import DataRequest, RequestKind, RequestState
from jalon.protection.models.register_lookup import RegisterLookup

__all__ = ["DataRequest", "RegisterLookup", "RequestKind", "RequestState"]
