"""A dossier comes back from the archive: to its référent, or to the organisation that led."""

from datetime import datetime

from jalon.dossiers.models import Dossier, Membership, TeamRole
from jalon.journal.record import record
from jalon.retention.events import DossierRestored
from jalon.retention.models import Restoration
from jalon.territories.zones import local_day


def restore(person_id: int, order_id: int | None, at: datetime) -> int:
    """Give back the archived dossiers of a person, within the running transaction; says how many.

    One that was closed by its archiving is open again, unless another was opened since.
    """
    archived = Dossier.objects.select_for_update(of=("self",)).filter(
        person=person_id, archived_at__isnull=False
    )
    dossiers = list(archived.select_related("referent").order_by("-archived_at", "pk"))
    is_followed = Dossier.objects.filter(person=person_id, closed_at=None).exists()
    for dossier in dossiers:
        if dossier.closed_at == dossier.archived_at and not is_followed:
            _reopen(dossier, at)
            is_followed = True
        dossier.archived_at = None
        dossier.save(update_fields=["archived_at", "closed_at", "referent"])
        Restoration.objects.create(dossier_id=dossier.pk, restored_on=local_day(at))
        record(DossierRestored(dossier_id=dossier.pk, order_id=order_id), by=None, at=at)
    return len(dossiers)


def _reopen(dossier: Dossier, at: datetime) -> None:
    """An open dossier has a référent in office: failing the last one, a seat waits for a name."""
    dossier.closed_at = None
    if dossier.referent.ended_at is not None:
        dossier.referent = Membership.objects.create(
            dossier=dossier,
            organisation_id=dossier.referent.organisation_id,
            role=TeamRole.REFERENT,
            started_on=local_day(at),
        )
