from jalon.people.queries.identity_checks import certified, waiting
from jalon.people.queries.named import named
from jalon.people.queries.recognised import Identity, Keys, recognised
from jalon.people.queries.reconciled import Agreement, Pivot, compared, reconciled

__all__ = [
    "Agreement",
    "Identity",
    "Keys",
    "Pivot",
    "certified",
    "compared",
    "named",
    "recognised",
    "reconciled",
    "waiting",
]
