from jalon.accounts.models.affiliation import Affiliation, AffiliationRole
from jalon.accounts.models.federated_identity import (
    FederatedIdentity,
    IdentityProvider,
    Vouched,
)
from jalon.accounts.models.habilitation import Habilitation, HabilitationKind
from jalon.accounts.models.organisation import Organisation, siret_is_valid
from jalon.accounts.models.user import User

__all__ = [
    "Affiliation",
    "AffiliationRole",
    "FederatedIdentity",
    "Habilitation",
    "HabilitationKind",
    "IdentityProvider",
    "Organisation",
    "User",
    "Vouched",
    "siret_is_valid",
]
