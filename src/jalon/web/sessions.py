"""Sessions in the database, read together with their user, hat and organisation in one query."""

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from jalon.kernel.guarded_writes import allowed_write
from jalon.web.models import Session

ACTING = "acting"  # key of the session: primary key of the affiliation chosen
EXPIRED_AT_ONCE = 100  # expired sessions removed each time somebody signs in


class SessionStore(DatabaseStore):
    """`row` is the session as read, with its user and affiliation, or None before it is loaded."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        row = (
            Session.objects.select_related("user", "affiliation__organisation")
            .filter(session_key=self.session_key, expire_date__gt=timezone.now())
            .first()
        )
        if row is None:
            self._session_key = None
        self.row = row
        return row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Any = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.affiliation_id = data.get(ACTING)
        return cast(Session, row)

    def create(self) -> None:
        super().create()
        with allowed_write("session"):
            expired = Session.objects.filter(expire_date__lt=timezone.now())
            keys = list(expired.values_list("pk", flat=True)[:EXPIRED_AT_ONCE])
            if keys:
                Session.objects.filter(pk__in=keys).delete()

    def save(self, must_create: bool = False) -> None:
        with allowed_write("session"):
            super().save(must_create)

    def delete(self, session_key: str | None = None) -> None:
        with allowed_write("session"):
            super().delete(session_key)
