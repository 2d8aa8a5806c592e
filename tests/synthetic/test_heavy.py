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
        return {row[0] for row in cursor.fetchall()}


def test_what_is_set_aside_comes_back_exactly():
    before = defined()

    steps = heavy.set_aside(list(COLUMNS))
    meanwhile = defined()
    with connection.cursor() as cursor:
        for step in steps:
            cursor.execute(step.statement)

    assert len(meanwhile) < len(before) - 20
    assert not any("FOREIGN KEY" in definition for definition in meanwhile)
    assert defined() == before
