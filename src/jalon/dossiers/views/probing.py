"""How often one hat may ask whether numbers are known: enough to work, too little to search."""

from datetime import datetime
from typing import Final

from django.core.cache import cache

from jalon.accounts.actor import Actor

# A busy day at a reception desk (2026): a person every four minutes, each asked about twice, is
# thirty an hour. Whoever tries numbers one after the other is stopped at twice that.
MOST_PER_HOUR: Final = 60
HOUR: Final = 3600  # seconds


def is_one_too_many(actor: Actor, *, at: datetime) -> bool:
    """Count one more question of this hat in the current hour; whether it is over the limit.

    Counted for all workers together (the table of the cache). Two questions in the very same
    instant may count for one: the limit slows down a search, rights do not rest on it.
    """
    key = f"dossiers.probing/{actor.affiliation_id}/{int(at.timestamp()) // HOUR}"
    asked = cache.get(key, 0) + 1
    cache.set(key, asked, timeout=HOUR)
    return bool(asked > MOST_PER_HOUR)
