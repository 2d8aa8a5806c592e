"""Where a code reaches the person herself, and nobody who writes in her dossier."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jalon.dossiers.models import Dossier
from jalon.journal.models import Entry
from jalon.parameters.queries import integer
from jalon.people.models import Contact
from jalon.people.ways import textable


@dataclass(frozen=True)
class OwnChannel:
    """`to`: an e-mail address, or the number of a telephone."""

    to: str

    @property
    def is_mail(self) -> bool:
        return "@" in self.to

    @property
    def masked(self) -> str:
        """Enough of it to know it again: `c•••@exemple.fr`, `•••• 34`."""
        name, _at, domain = self.to.partition("@")
        return f"{name[:1]}•••@{domain}" if self.is_mail else f"•••• {self.to[-2:]}"


def own_channel(dossier: Dossier, *, at: datetime) -> OwnChannel | None:
    """The first address she gave, unless a professional has written there lately."""
    contact = Contact.objects.filter(person_id=dossier.person_id).first()
    if contact is None or _is_fresh(dossier, at):
        return None
    found = [*contact.mailboxes, *textable(contact)]
    return OwnChannel(found[0]) if found else None


def _is_fresh(dossier: Dossier, at: datetime) -> bool:
    """Whoever has just written an address would receive the code themselves."""
    since = at - timedelta(days=integer("space.address_days", on=at.date()))
    revised = Entry.objects.filter(
        stream=dossier.stream, kind="block.revised", payload__block="contact", at__gt=since
    )
    return revised.filter(affiliation__isnull=False).exists()
