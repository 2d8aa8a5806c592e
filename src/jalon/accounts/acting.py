"""In whose name the database answers: told to its session, and obeyed by row-level security.

`acting(…)` wraps a request or a piece of work; nothing else sets it. Without it, a process whose
role owns nothing reads no row of a dossier; the owner of the tables (migrations, background work)
is not concerned.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from jalon.accounts.actor import Actor, PersonActor
from jalon.kernel.acting import NOBODY, Acting


def acting_for(
    actor: Actor | PersonActor | None, *, at: datetime, subject: UUID | None = None
) -> Acting:
    """The session of this actor at this moment; `subject`, the one dossier it is about."""
    if actor is None:
        return NOBODY
    name = {"affiliation": str(actor.affiliation_id)} if actor.affiliation_id else {}
    if isinstance(actor, PersonActor):
        name = {"user": str(actor.user_id)}
    contact = settings.JALON_SECURITY_CONTACT
    return Acting(at=at.isoformat(), subject=str(subject or ""), contact=contact, **name)


@contextmanager
def acting(
    actor: Actor | PersonActor | None, *, at: datetime, subject: UUID | None = None
) -> Iterator[None]:
    """Run what follows in the name of this actor, for the database too; then as before."""
    with acting_as(acting_for(actor, at=at, subject=subject)):
        yield


@contextmanager
def acting_as(acting: Acting | None) -> Iterator[None]:
    """Run what follows in this session; None, as the role that logged in."""
    database: Any = connection
    before = database.acting
    database.acting = acting
    try:
        yield
    finally:
        database.acting = before


@contextmanager
def about(subjects: Iterable[UUID]) -> Iterator[None]:
    """What follows is about these dossiers alone: rights are worked out for them, not for all."""
    database: Any = connection
    now: Acting | None = database.acting
    narrowed = ",".join(str(subject) for subject in subjects)
    with acting_as(replace(now, subject=narrowed) if now and narrowed else now):
        yield


@contextmanager
def showing(*said: object) -> Iterator[None]:
    """What follows is about whoever shows exactly this: a number, or who a provider says they are.

    At a door nobody acts; row-level security then knows a row by this alone.
    """
    database: Any = connection
    now: Acting | None = database.acting
    with acting_as(replace(now, shown=" ".join(map(str, said))) if now else None):
        yield


def acting_on(actor: Actor, subject: UUID, *, at: datetime) -> AbstractContextManager[None]:
    """Within a request of this actor about this dossier, nothing more; elsewhere, `acting`."""
    database: Any = connection
    now: Acting | None = database.acting
    if now and now.affiliation == str(actor.affiliation_id) and now.subject == str(subject):
        return nullcontext()
    return acting(actor, at=at, subject=subject)
