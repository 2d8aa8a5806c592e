from jalon.people.queries.named import named
from jalon.people.queries.recognised import Identity, Keys, recognised
from jalon.people.queries.reconciled import Agreement, Pivot, compared, reconciled

__all__ = [
    "Agreement",
    "Identity",
    "Keys",
    "Pivot",
    "compared",
    "named",
    "recognised",
    "reconciled",
]
