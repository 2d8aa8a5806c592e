from datetime import datetime
from typing import Final

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.entry.events import PortraitShown
from jalon.entry.models import Portrait
from jalon.entry.rules import SHOW_PORTRAIT
from jalon.journal.record import record
from jalon.ui.photos import drawn_again

SIDE: Final = 320  # pixels


@transaction.atomic
def show_portrait(*, affiliation: Affiliation, photo: bytes, by: Actor, at: datetime) -> None:
    """Show one's face to the people whose référent one is. Raises NotAPhoto, Denied."""
    SHOW_PORTRAIT.require(by, affiliation)
    kept = {"drawn": drawn_again(photo, SIDE), "shown_at": at}
    Portrait.objects.update_or_create(affiliation=affiliation, defaults=kept)
    fact = PortraitShown(affiliation_id=affiliation.pk, organisation_id=affiliation.organisation_id)
    record(fact, by=by, at=at)
