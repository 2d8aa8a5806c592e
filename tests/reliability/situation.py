"""Run on the database that may be killed: `begin` a situation, then `tell` its end."""

import json
import sys

import django

django.setup()

# What needs the settings comes after them.
from jalon.dossiers.models import Dossier, Note  # noqa: E402
from jalon.journal.models import Entry  # noqa: E402
from tests.browser.conftest import session_of  # noqa: E402
from tests.factories import AffiliationFactory, MembershipFactory, make_dossier  # noqa: E402


def begin() -> dict[str, object]:
    """One dossier, two people of two organisations, signed in."""
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    other = MembershipFactory(dossier=dossier).affiliation
    sessions = [session_of(one.user, one) for one in (hat, other)]
    return {"dossier": str(dossier.public_id), "sessions": sessions}


def tell() -> dict[str, object]:
    """Every note and every position that the database holds."""
    dossier = Dossier.objects.get()
    entries = Entry.objects.filter(stream=dossier.stream).order_by("position")
    return {
        "notes": [note.body for note in Note.objects.order_by("pk")],
        "positions": list(entries.values_list("position", flat=True)),
        "facts": list(entries.values_list("payload__note_id", flat=True)),
        "ids": list(Note.objects.order_by("pk").values_list("pk", flat=True)),
    }


if __name__ == "__main__":
    print(json.dumps({"begin": begin, "tell": tell}[sys.argv[1]]()))
