from datetime import datetime

from django.db import transaction
from django.db.models.functions import Coalesce

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier
from jalon.journal.bulk import record_many
from jalon.retention.events import DossierArchived
from jalon.retention.models import What
from jalon.retention.queries.calendar import ready


@transaction.atomic
def archive_dossiers(*, dossier_ids: list[int], by: Actor | None, at: datetime) -> int:
    """Take out of everyone's sight the dossiers whose time in use is over; says how many.

    The platform itself does it (`by` is None). Asked again once they are locked: a contact written
    meanwhile keeps its dossier in use.
    """
    locked = Dossier.objects.select_for_update(of=("self",), skip_locked=True)
    held = list(
        locked.filter(pk__in=dossier_ids, archived_at=None)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    due = ready([What.TO_ARCHIVE], at=at, only=held)
    dossiers = Dossier.objects.filter(pk__in=due)
    dossiers.update(archived_at=at, closed_at=Coalesce("closed_at", at))

    record_many([DossierArchived(dossier_id=pk) for pk in due], by=by, at=at)
    return len(due)
