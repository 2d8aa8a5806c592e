"""Signing out closes the streams of that session at once."""

import json

from django.db import connection

from jalon.live.tokens import session_reference


def end_streams(session_key: str) -> None:
    """Tell every stream process that a session is over (leaves with the running transaction)."""
    payload = json.dumps({"s": session_reference(session_key)})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('jalon_sessions', %s)", [payload])
