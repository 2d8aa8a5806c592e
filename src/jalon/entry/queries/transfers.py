"""People who move: what is asked of another département, and what waits here for an answer."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Organisation
from jalon.dossiers.models import Dossier, Membership
from jalon.entry.models import Transfer, TransferState
from jalon.entry.rules import orients
from jalon.strategies.queries.in_force import strategy_in_force


@dataclass(frozen=True)
class Preview:
    """What a transfer would do: who leaves, and which strategy then says the delays."""

    leaving: int
    strategy: str


def arrivals(actor: Actor) -> QuerySet[Transfer]:
    """Those that wait for an answer of the actor's service, oldest first."""
    if not orients.holds(actor, None):
        return Transfer.objects.none()
    asked = Transfer.objects.filter(
        organisation_id=actor.organisation_id, state=TransferState.PENDING
    )
    return asked.select_related(
        "requested_by__user", "requested_by__organisation__territory"
    ).order_by("requested_at", "pk")


def waiting(dossier: Dossier) -> Transfer | None:
    """The one transfer of a dossier that waits for its answer."""
    asked = Transfer.objects.filter(dossier=dossier, state=TransferState.PENDING)
    return asked.select_related("organisation").first()


def destinations(dossier: Dossier, *, actor: Actor) -> QuerySet[Organisation]:
    """The councils of the other départements, which orient, in alphabetical order."""
    place = dossier.referent.organisation.territory
    here = place.department_id or place.pk
    elsewhere = Organisation.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=actor.today), kind=OrganisationKind.DEPARTEMENT
    ).exclude(Q(territory_id=here) | Q(territory__department_id=here))
    return elsewhere.select_related("territory").order_by("territory__name", "name", "pk")


def preview(actor: Actor, dossier: Dossier, there: Organisation) -> Preview:
    """What happens the day they accept."""
    seats = Membership.objects.in_force(actor.today).filter(dossier=dossier)
    version = strategy_in_force(there.territory, actor.today)
    return Preview(leaving=seats.count(), strategy=version.title if version else "")
