import re

import pytest
from django.db import connection

from jalon.synthetic import heavy
from jalon.synthetic.tables import COLUMNS

pytestmark = pytest.mark.django_db

DEFINED = """
SELECT conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE conrelid = ANY (%(tables)s::regclass[])
UNION SELECT pg_get_indexdef(indexrelid)
  FROM pg_index WHERE indrelid = ANY (%(tables)s::regclass[])
"""


def defined():
    with connection.cursor() as cursor:
        cursor.execute(DEFINED, {"tables": list(COLUMNS)})
        return {_as_read_again(row[0]) for row in cursor.fetchall()}


def _as_read_again(definition: str) -> str:
    """PostgreSQL casts a list of words as a whole, then, read again, word by word: the same."""
    return re.sub(r"::character varying|::text|\[\]|[() ]", "", definition)


def test_what_is_set_aside_comes_back_exactly():
    before = defined()

    steps = heavy.set_aside(list(COLUMNS))
    meanwhile = defined()
    with connection.cursor() as cursor:
        for step in steps:
            cursor.execute(step.statement)

    assert len(meanwhile) < len(before) - 20
    assert not any("FOREIGNKEY" in definition for definition in meanwhile)
    assert defined() == before
