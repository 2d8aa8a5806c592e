"""Sessions in the database, read together with their user, hat and organisation in one query."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from jalon.accounts.models import Affiliation, Organisation, User
from jalon.kernel.guarded_writes import allowed_write
from jalon.live.sessions import end_streams
from jalon.web.models import Session

ACTING = "acting"  # key of the session: primary key of the affiliation chosen
EXPIRED_AT_ONCE = 100  # expired sessions removed each time somebody signs in


READ_WITH_SESSION: tuple[type[Model], ...] = (Session, User, Affiliation, Organisation)


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


STATEMENT = """
SELECT {columns} FROM web_session
LEFT JOIN accounts_user ON accounts_user.id = web_session.user_id
LEFT JOIN accounts_affiliation ON accounts_affiliation.id = web_session.affiliation_id
LEFT JOIN accounts_organisation
    ON accounts_organisation.id = accounts_affiliation.organisation_id
WHERE web_session.session_key = %s AND web_session.expire_date > %s
""".format(
    columns=", ".join(
        f"{model._meta.db_table}.{field.column}"
        for model in READ_WITH_SESSION
        for field in model._meta.concrete_fields
    )
)


def read_session(key: str | None, at: datetime) -> Session | None:
    """The session of this key still open, with its user, affiliation and organisation, or None.

    Every page begins here, so the statement is written once instead of at each request.
    """
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [key, at])
        values = cursor.fetchone()
    if values is None:
        return None
    session, user, affiliation, organisation = _instances(values)
    session.user, session.affiliation = user, affiliation
    if affiliation is not None:
        affiliation.organisation = organisation
    return cast(Session, session)


def _instances(values: Sequence[Any]) -> Iterator[Any]:
    """One instance for each model of READ_WITH_SESSION, None where the join found nothing."""
    start = 0
    for model in READ_WITH_SESSION:
        names = _columns(model)
        part = values[start : start + len(names)]
        start += len(names)
        yield None if part[0] is None else model.from_db(connection.alias, names, part)


class SessionStore(DatabaseStore):
    """`row` is the session as read, with its user and affiliation, or None before it is loaded."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        row = read_session(self.session_key, timezone.now())
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
        """Sign out: the open screens of that session close at once."""
        ended = session_key or self.session_key
        with allowed_write("session"):
            super().delete(session_key)
            if ended:
                end_streams(ended)
