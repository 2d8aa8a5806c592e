"""A reading as bytes: what is hashed. Never changed; a new column makes a new form beside it."""

from collections.abc import Sequence
from typing import Any, Final

import orjson

from jalon.journal.merkle import leaf_hash

FORM: Final = "reading/1"
# In this order for ever; `at` in microseconds since 1970.
COLUMNS: Final = """reading.id, reading.stream, reading.dossiers, reading.user_id,
    reading.affiliation_id, reading.organisation_id, reading.purpose, reading.channel,
    reading.blocks, reading.position, (extract(epoch FROM reading.at) * 1000000)::bigint"""
WIDTH: Final = 11


def written(row: Sequence[Any]) -> bytes:
    """The bytes of a reading, from the values of COLUMNS."""
    return orjson.dumps([FORM, *row])


def leaf_of(row: Sequence[Any]) -> bytes:
    """The leaf hash of a reading, from the values of COLUMNS."""
    return leaf_hash(written(row))
