"""The dossiers of a référent that will soon be archived or erased: what the notice is about."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Subquery

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier, Note, TeamRole
from jalon.dossiers.queries import readable
from jalon.kernel.months import months_after
from jalon.retention.models import Notice, What
from jalon.retention.queries.calendar import INDIVIDUAL_CONTACTS, durations


@dataclass(frozen=True)
class Ending:
    """A dossier, the day it leaves, and whether it is erased at once or archived first."""

    dossier: Dossier
    on: date
    is_erased: bool


def ending_soon(actor: Actor, most: int) -> list[Ending]:
    """Those told to the référent and that no contact has saved since, the nearest first."""
    figures = durations(actor.today)
    notices = Notice.objects.filter(dossier_id=OuterRef("pk"))
    contacts = Note.objects.filter(
        dossier=OuterRef("pk"),
        withdrawn_at=None,
        kind__in=INDIVIDUAL_CONTACTS,
        happened_on__gt=OuterRef("started_on"),
    )
    mine = readable(actor).filter(
        referent__affiliation=actor.affiliation_id, referent__role=TeamRole.REFERENT
    )
    told = (
        mine.annotate(
            started_on=Subquery(notices.values("started_on")[:1]),
            what=Subquery(notices.values("what")[:1]),
        )
        .filter(started_on__isnull=False)
        .exclude(Exists(contacts))
        .select_related("person")
        .order_by(F("started_on"), "pk")
    )
    found = []
    for dossier in told[:most]:
        is_erased = dossier.what == What.NEVER_SUPPORTED
        on = (
            date.fromordinal(dossier.started_on.toordinal() + figures.never)
            if is_erased
            else months_after(dossier.started_on, figures.active)
        )
        found.append(Ending(dossier, max(on, actor.today), is_erased))
    return found
