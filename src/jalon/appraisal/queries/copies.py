"""What a reader, or a body asked for its opinion, is given to read: never more.

The database hands it out (`jalon_given_to_read`): the last filing without the addresses of anybody;
to a reader who has not declared their interests, the names of the bodies and nothing else.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from jalon.appraisal.models import Opinion, Review

READ = """SELECT number, filed_at, content FROM jalon_given_to_read()
          WHERE kind = %s AND thing_id = %s"""
TITLES = "SELECT thing_id, content ->> 'title' FROM jalon_given_to_read() WHERE kind = %s"


@dataclass(frozen=True)
class Copy:
    """The content of a filing, as it may be read."""

    number: int
    filed_at: datetime
    content: dict[str, Any]


def copy_for(thing: Review | Opinion) -> Copy | None:
    """What goes with a reading or an opinion; None when nothing (any more) does."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [_kind(thing), thing.pk])
        row = cursor.fetchone()
    if row is None:
        return None
    number, filed_at, content = row
    return Copy(number, filed_at, json.loads(content) if isinstance(content, str) else content)


def titles_of(kind: type[Review] | type[Opinion]) -> dict[int, str]:
    """The titles of the projects that one reads, or is asked about, by reading or opinion."""
    with connection.cursor() as cursor:
        cursor.execute(TITLES, ["review" if kind is Review else "opinion"])
        return dict(cursor.fetchall())


def _kind(thing: Review | Opinion) -> str:
    return "review" if isinstance(thing, Review) else "opinion"
