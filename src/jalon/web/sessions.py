"""Sessions in the database, read together with their user, hat and organisation in one query."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from jalon.accounts.models import Affiliation, Organisation, User
from jalon.kernel.guarded_writes import allowed_write
from jalon.live.sessions import end_streams
from jalon.live.tokens import kept_key
from jalon.parameters.queries import integer
from jalon.web.models import Session

ACTING = "acting"  # key of the session: primary key of the affiliation chosen
EXPIRED_AT_ONCE = 100  # expired sessions removed each time somebody signs in
SOME = 8  # a session is written as seen once in this fraction of the time it may stay idle


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
        cursor.execute(STATEMENT, [kept_key(key or ""), at])
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


def end_of(opened_at: datetime, seen_at: datetime) -> datetime:
    """When a session ends: some time after it was last seen, and anyway after a working day."""
    on = timezone.localdate(seen_at)
    idle = timedelta(minutes=integer("session.idle_minutes", on=on))
    longest = timedelta(hours=integer("session.longest_hours", on=on))
    return min(opened_at + longest, seen_at + idle)


def end_sessions(ended: Iterable[Session]) -> int:
    """Sign these browsers out; their open screens close at once. How many they were."""
    keys = [session.pk for session in ended]
    with allowed_write("session"), transaction.atomic():
        Session.objects.filter(pk__in=keys).delete()
        for key in keys:
            end_streams(key)
    return len(keys)


class SessionStore(DatabaseStore):
    """`row` is the session as read, with its user and affiliation, or None before it is loaded.

    `session_key` is what the cookie holds: 32 letters and digits at random (165 bits), of which
    the database keeps a fingerprint. `device` are the words for the browser that asks.
    """

    row: Session | None = None
    device: str = ""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        row = read_session(self.session_key, timezone.now())
        if row is None:
            self._session_key = None
        self.row = row
        return row

    def exists(self, session_key: str) -> bool:
        return super().exists(kept_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        row.session_key = kept_key(row.session_key)
        row.user_id = data.get(SESSION_KEY)
        row.affiliation_id = data.get(ACTING)
        row.device = self.device
        row.opened_at = row.seen_at = timezone.now()
        if self.row is not None and self.row.pk == row.pk:
            row.public_id, row.device = self.row.public_id, self.device or self.row.device
            row.opened_at, row.seen_at = self.row.opened_at, self.row.seen_at
        row.expire_date = end_of(row.opened_at, row.seen_at)
        return row

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

    def touch(self, at: datetime) -> None:
        """Its owner is there: put its end off. Written now and then, not at each page."""
        row = self.row
        if row is None or row.user_id is None or at - row.seen_at < _patience(row):
            return
        row.seen_at, row.expire_date = at, end_of(row.opened_at, at)
        with allowed_write("session"):
            Session.objects.filter(pk=row.pk).update(seen_at=at, expire_date=row.expire_date)

    def delete(self, session_key: str | None = None) -> None:
        """Sign out: the open screens of that session close at once."""
        ended = session_key or self.session_key
        if ended:
            end_sessions(Session.objects.filter(pk=kept_key(ended)).only("pk"))


def _patience(row: Session) -> timedelta:
    return (row.expire_date - row.seen_at) / SOME
