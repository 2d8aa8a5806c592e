from jalon.people.queries.named import named
from jalon.people.queries.recognised import Identity, Keys, recognised

__all__ = ["Identity", "Keys", "named", "recognised"]
