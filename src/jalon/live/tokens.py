"""What a page hands to its stream: a signed, short-lived right to ask for one topic."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.utils.crypto import salted_hmac

from jalon.accounts.actor import Actor

OPENING = timedelta(minutes=10)  # how long a page may wait before it opens its stream
LISTENING = timedelta(hours=12)  # how long a stream's presence ticket may be used: a session's life
TOPIC_SALT = "jalon.live.topic"
TICKET_SALT = "jalon.live.ticket"


class BadToken(Exception):
    """The token is not ours, was altered, or is too old."""


@dataclass(frozen=True)
class Claim:
    """Who asks to listen, to what: `dossier` is a primary key, or None for a whole caseload.

    A claim is a question, not a right: the right is checked again in the database.
    """

    user: int
    affiliation: int
    dossier: int | None
    session: str


def dossier_topic(dossier_id: int) -> str:
    return f"dossier/{dossier_id}"


def caseload_topic(actor: Actor) -> str:
    return f"caseload/{actor.affiliation_id}"


def issue(actor: Actor, topic: str, *, session_key: str) -> str:
    """The token of a page shown to `actor`; topics are `dossier/<pk>` and `caseload/<own pk>`."""
    kind, _, key = topic.partition("/")
    if kind not in {"dossier", "caseload"} or not key.isdigit():
        raise ValueError(f"topic {topic!r}: expected dossier/<pk> or caseload/<affiliation pk>")
    if kind == "caseload" and int(key) != actor.affiliation_id:
        raise ValueError(
            f"topic {topic!r}: a caseload is one's own, caseload/{actor.affiliation_id}"
        )
    fields = [actor.user_id, actor.affiliation_id, kind, int(key), session_reference(session_key)]
    return signing.dumps(fields, salt=TOPIC_SALT)


def claim_of(token: str) -> Claim:
    """Read a topic token; raises BadToken when forged, altered or older than OPENING."""
    user, affiliation, kind, key, session = _read(token, TOPIC_SALT, OPENING)
    return Claim(user, affiliation, key if kind == "dossier" else None, session)


def issue_ticket(stream_id: str) -> str:
    """What an open stream hands back to its page, so that the page may say what it is doing."""
    return signing.dumps(stream_id, salt=TICKET_SALT)


def stream_of(ticket: str) -> str:
    """The stream a ticket was given to; raises BadToken."""
    return str(_read(ticket, TICKET_SALT, LISTENING))


def session_reference(session_key: str) -> str:
    """A session without its key: equal for equal sessions, of no use to whoever reads it."""
    return salted_hmac("jalon.live.session", session_key, algorithm="sha256").hexdigest()[:24]


def _read(token: str, salt: str, max_age: timedelta):  # type: ignore[no-untyped-def]
    try:
        return signing.loads(token, salt=salt, max_age=max_age)
    except signing.BadSignature as error:
        raise BadToken(str(error)) from error
