"""What a page hands to its stream: a signed, short-lived right to ask for one topic."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.core import signing

from jalon.accounts.actor import Actor, PersonActor
from jalon.vault.sealing import fingerprint

OPENING = timedelta(minutes=10)  # how long a page may wait before it opens its stream
TOPIC_SALT = "jalon.live.topic"


class BadToken(Exception):
    """The token is not ours, was altered, or is too old."""


@dataclass(frozen=True)
class Claim:
    """Who asks to listen, to what: a `dossier` or a `project` by its primary key, else a caseload.

    `affiliation` is the hat; of a person in her own name, who has none, `own_hat(user)`.
    A claim is a question, not a right: the right is checked again in the database.
    """

    user: int
    affiliation: int
    dossier: int | None
    session: str
    project: int | None = None


def dossier_topic(dossier_id: int) -> str:
    return f"dossier/{dossier_id}"


def project_topic(project_id: int) -> str:
    return f"project/{project_id}"


def caseload_topic(actor: Actor) -> str:
    return f"caseload/{actor.affiliation_id}"


def own_hat(user: int) -> int:
    """The key of a person in her own name, among those of hats: no hat has a negative one.

    The other way round too: the user of such a key.
    """
    return -user


def issue_own(actor: PersonActor, dossier_id: int, *, session_key: str) -> str:
    """The token of a page of the person's space, about her own dossier."""
    hat, session = own_hat(actor.user_id), session_reference(session_key)
    return signing.dumps([actor.user_id, hat, "dossier", dossier_id, session], salt=TOPIC_SALT)


def issue(actor: Actor, topic: str, *, session_key: str) -> str:
    """The token of a page shown to `actor`: `dossier/<pk>`, `project/<pk>`, `caseload/<own pk>`."""
    kind, _, key = topic.partition("/")
    if kind not in {"dossier", "project", "caseload"} or not key.isdigit():
        raise ValueError(f"topic {topic!r}: expected dossier/<pk>, project/<pk> or caseload/<pk>")
    if kind == "caseload" and int(key) != actor.affiliation_id:
        raise ValueError(
            f"topic {topic!r}: a caseload is one's own, caseload/{actor.affiliation_id}"
        )
    fields = [actor.user_id, actor.affiliation_id, kind, int(key), session_reference(session_key)]
    return signing.dumps(fields, salt=TOPIC_SALT)


def claim_of(token: str) -> Claim:
    """Read a topic token; raises BadToken when forged, altered or older than OPENING."""
    try:
        fields = signing.loads(token, salt=TOPIC_SALT, max_age=OPENING)
    except signing.BadSignature as error:
        raise BadToken(str(error)) from error
    user, affiliation, kind, key, session = fields
    dossier, project = (key if kind == one else None for one in ("dossier", "project"))
    return Claim(user, affiliation, dossier, session, project)


def issue_ticket(stream_id: str) -> str:
    """What an open stream hands back to its page, so that the page may say what it is doing.

    It is worth nothing once its stream is closed, hence no date in it.
    """
    return f"{stream_id}.{_seal(stream_id, settings.SECRET_KEY)}"


def stream_of(ticket: str) -> str:
    """The stream a ticket was given to; raises BadToken."""
    stream_id, _, seal = ticket.partition(".")
    if not hmac.compare_digest(seal.encode(), _seal(stream_id, settings.SECRET_KEY).encode()):
        raise BadToken("not a ticket of ours")
    return stream_id


def _seal(stream_id: str, secret: str) -> str:
    return hmac.digest(_ticket_key(secret), stream_id.encode(), "sha256").hex()[:32]


@lru_cache(maxsize=1)
def _ticket_key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"jalon.live.ticket", "sha256")


def session_reference(session_key: str) -> str:
    """A session without its key: equal for equal sessions, of no use to whoever reads it."""
    return reference_of(kept_key(session_key))


def kept_key(session_key: str) -> str:
    """The form in which the database keeps the key of a session: nobody enters with it."""
    return fingerprint("session", session_key).hex()


def reference_of(kept: str) -> str:
    """The same reference, from the key as it is kept."""
    return kept[:24]
