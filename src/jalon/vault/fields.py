"""A text that is sealed in the database and plain in Python."""

from typing import Any

from django.db import models

from jalon.vault.sealing import open_sealed, seal


class EncryptedTextField(models.TextField):
    """Text sealed at rest. It cannot be searched, sorted or compared in SQL: that is the point.

    An empty text is kept as no bytes at all, so that "is anything there" needs no key.
    """

    def db_type(self, connection: Any) -> str:
        return "bytea"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None or isinstance(value, bytes):
            return value
        return seal(value) if value else b""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        if value is None:
            return None
        return open_sealed(value) if len(value) else ""
