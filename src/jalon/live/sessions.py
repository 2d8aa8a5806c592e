"""Signing out closes the streams of that session at once."""

import json

from django.db import connection

from jalon.live.tokens import reference_of


def end_streams(kept: str) -> None:
    """Tell every stream process that a session is over (leaves with the running transaction).

    `kept` is the key of the session as the database keeps it (`tokens.kept_key`).
    """
    payload = json.dumps({"s": reference_of(kept)})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('jalon_sessions', %s)", [payload])
