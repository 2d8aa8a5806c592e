from jalon.protection.models.data_request import (
    DataRequest,
    IdentityProof,
    RequestChannel,
    RequestKind,
    RequestState,
)
from jalon.protection.models.register_lookup import RegisterLookup

__all__ = [
    "DataRequest",
    "IdentityProof",
    "RegisterLookup",
    "RequestChannel",
    "RequestKind",
    "RequestState",
]
