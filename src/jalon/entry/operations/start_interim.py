from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.dossiers.events import MemberJoined
from jalon.dossiers.models import Dossier, Membership, TeamRole
from jalon.entry.models import Absence
from jalon.journal.record import write_entries


@transaction.atomic
def start_interim(*, absence: Absence, by: Actor | None, at: datetime) -> int:
    """Seat the substitute around the people of who is away, until the day of return.

    The platform acts, on the first day, once. As co-adviser: the référent stays who they are.
    Somebody who already holds a seat there keeps it; a seat whose last day has passed, that of an
    interim that ends as this one begins, makes room. Returns how many seats were given.
    """
    absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    if absence.started_at or absence.ended_at or absence.substitute_id is None:
        return 0
    absence.started_at = at
    absence.save(update_fields=["started_at"])
    substitute = Affiliation.objects.get(pk=absence.substitute_id)
    led = Dossier.objects.filter(
        referent__affiliation_id=absence.affiliation_id, closed_at=None, archived_at=None
    )
    held = Membership.objects.filter(affiliation=substitute, ended_at=None)
    held.filter(dossier__in=led, until_on__lte=absence.from_on).update(ended_at=at)
    led = led.exclude(pk__in=held.values("dossier_id"))
    seats = [
        Membership.objects.create(
            dossier=dossier,
            organisation_id=substitute.organisation_id,
            affiliation=substitute,
            role=TeamRole.CO_ADVISOR,
            started_on=absence.from_on,
            until_on=absence.until_on,
        )
        for dossier in led.order_by("pk")
    ]
    facts = [MemberJoined(dossier_id=one.dossier_id, membership_id=one.pk) for one in seats]
    if facts:
        write_entries(facts, by=by, at=at)
    return len(seats)
