from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.dossiers.events import CautionOverridden
from jalon.dossiers.models import CautionOverride, Dossier, Note
from jalon.dossiers.rules.ways_in import OVERRIDE_CAUTION
from jalon.journal.record import record


@transaction.atomic
def override_caution(
    *,
    dossier: Dossier,
    field: str,
    classes: Sequence[str],
    reason: str,
    by: Actor,
    at: datetime,
    note: Note | None = None,
) -> CautionOverride:
    """Keep on record that the writer insisted, on what classes of words, and why (sealed)."""
    OVERRIDE_CAUTION.require(by, dossier)

    override = CautionOverride.objects.create(
        dossier=dossier,
        note=note,
        author_id=by.affiliation_id,
        organisation_id=by.organisation_id,
        field=field,
        classes=list(classes),
        reason=reason.strip(),
        overridden_at=at,
    )
    fact = CautionOverridden(
        dossier_id=dossier.pk,
        override_id=override.pk,
        field=field,
        classes=tuple(classes),
        known_to=by.organisation_id,
    )
    record(fact, by=by, at=at)
    return override
