"""What professionals write is read again before it is kept; what the person says is hers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import override_caution
from jalon.wording import guard
from jalon.wording.guard import Insistence


@contextmanager
def reviewed(
    dossier: Dossier,
    texts: Mapping[str, str],
    insistence: Insistence,
    *,
    by: Actor | PersonActor,
    at: datetime,
) -> Iterator[None]:
    """Refuse words that have no place there, and keep on record those that are insisted on."""
    if isinstance(by, PersonActor):
        yield
        return
    insisted = guard.review(texts, insistence=insistence)
    yield
    if insisted:
        override_caution(
            dossier=dossier, field=next(iter(texts)), classes=insisted,
            reason=insistence.reason, by=by, at=at,
        )  # fmt: skip
