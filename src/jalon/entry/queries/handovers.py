"""Handovers proposed, received; and those whom nobody accompanies: the target is zero."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries import readable
from jalon.entry.models import Absence, Handover, HandoverState


def received(actor: Actor) -> QuerySet[Handover]:
    """Those that wait for the actor's answer, oldest first."""
    mine = Handover.objects.filter(affiliation_id=actor.affiliation_id, state=HandoverState.PENDING)
    return mine.select_related("proposed_by__user", "proposed_by__organisation").order_by(
        "proposed_at", "pk"
    )


def pending(dossier: Dossier) -> Handover | None:
    """The one proposal of a dossier that waits for its answer."""
    waits = Handover.objects.filter(dossier=dossier, state=HandoverState.PENDING)
    return waits.select_related("affiliation__user", "affiliation__organisation").first()


def without_referent(actor: Actor) -> QuerySet[Dossier]:
    """Open dossiers led by the manager's body whose référent does not act any more."""
    if actor.role != AffiliationRole.MANAGER:
        return Dossier.objects.none()
    acting = Affiliation.objects.in_force(actor.today).filter(
        pk=OuterRef("referent__affiliation_id")
    )
    led = readable(actor).filter(closed_at=None, referent__organisation_id=actor.organisation_id)
    waits = Handover.objects.filter(dossier=OuterRef("pk"), state=HandoverState.PENDING)
    away = Absence.objects.in_force(actor.today).filter(
        affiliation_id=OuterRef("referent__affiliation_id"), substitute=None
    )
    left = led.filter(Q(referent__affiliation=None) | ~Exists(acting) | Exists(away))
    return (
        left.annotate(is_proposed=Exists(waits), is_away=Exists(away))
        .select_related("person", "referent__affiliation__user")
        .order_by("opened_at", "pk")
    )


def caseload_of(actor: Actor, hat: Affiliation) -> QuerySet[Dossier]:
    """The open dossiers of which a colleague is the référent, in the order of names."""
    led = readable(actor).filter(closed_at=None, referent__affiliation=hat)
    return led.select_related("person", "referent").order_by("person__sort_name", "pk")
