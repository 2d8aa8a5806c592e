"""The messages of a dossier: one JSON expression, read within its page or for the person alone."""

from typing import Any, Final

from django.db import connection
from django.db.models import Max

from jalon.dossiers.queries.dossier_page import instant, opened
from jalon.exchanges.models import Message

SHOWN: Final = 40
WHO: Final = "coalesce(nullif(one.civility, ''), one.first_name) || ' ' || one.last_name"
THREAD: Final = f"""json_build_object(
    'messages', (SELECT coalesce(json_agg(row ORDER BY row.id), '[]') FROM (
        SELECT message.id, message.public_id, encode(message.body, 'base64') AS body,
               message.sent_at, message.read_at,
               message.author_id IS NULL AS by_the_person,
               message.author_id = %(affiliation)s AS is_mine,
               coalesce(nullif(body.short_name, ''), body.name) AS organisation,
               (SELECT {WHO} FROM accounts_user AS one WHERE one.id = hat.user_id) AS author,
               (SELECT {WHO} FROM accounts_affiliation AS eye
                JOIN accounts_user AS one ON one.id = eye.user_id
                WHERE eye.id = message.read_by_id) AS reader
        FROM exchanges_message AS message
        LEFT JOIN accounts_affiliation AS hat ON hat.id = message.author_id
        LEFT JOIN accounts_organisation AS body ON body.id = hat.organisation_id
        WHERE message.dossier_id = subject.id ORDER BY message.id DESC LIMIT {SHOWN}) AS row),
    'has_space', EXISTS (SELECT FROM people_personalaccess
        WHERE person_id = subject.person_id AND ended_at IS NULL))"""  # noqa: S608 - constants
ALONE: Final = f"""
WITH subject AS (SELECT id, person_id FROM dossiers_dossier WHERE id = %(dossier)s)
SELECT {THREAD} FROM subject"""  # noqa: S608
Thread = dict[str, Any]


def read_thread(dossier_id: int) -> Thread:
    """The thread as the person reads it: whole, the latest last."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE, {"dossier": dossier_id, "affiliation": None})
        [(value,)] = cursor.fetchall()
    return ready_thread(value) | {"version": last_message(dossier_id)}


def ready_thread(value: Thread) -> Thread:
    """The JSON as a page needs it: opened, dated, and what waits to be read on each side."""
    for row in value["messages"]:
        row["body"] = opened(row["body"])
        row["sent_at"], row["read_at"] = instant(row["sent_at"]), instant(row["read_at"])
    waiting = [row for row in value["messages"] if row["read_at"] is None]
    return value | {
        "for_bodies": [row for row in waiting if row["by_the_person"]],
        "for_person": [row for row in waiting if not row["by_the_person"]],
    }


def last_message(dossier_id: int) -> str:
    """A word that changes when a message comes, or is read."""
    last = Message.objects.filter(dossier_id=dossier_id).aggregate(
        id=Max("pk"), read_at=Max("read_at")
    )
    return f"{last['id'] or 0}-{last['read_at'].timestamp() if last['read_at'] else 0:.0f}"


def unread_by_person(dossier_id: int) -> int:
    """How many messages wait for the person."""
    waiting = Message.objects.filter(dossier_id=dossier_id, read_at=None, author__isnull=False)
    return waiting.count()
