"""What is owed, by whom, and what was kept: the binding steps of a dossier, from both sides."""

from django.db.models import QuerySet

from jalon.dossiers.models import Dossier
from jalon.plans.models import LIVE, OVER, State, Step


def owed(dossier: Dossier) -> QuerySet[Step]:
    """Steps that bind today, by the person and by organisations, the soonest first."""
    steps = _of(dossier).filter(state__in=LIVE).exclude(goal__state__in=OVER)
    return steps.order_by("due_on", "pk")


def kept(dossier: Dossier) -> QuerySet[Step]:
    """Steps that were done, the last one first."""
    return _of(dossier).filter(state=State.DONE).order_by("-ended_at", "-pk")


def _of(dossier: Dossier) -> QuerySet[Step]:
    steps = Step.objects.filter(dossier=dossier)
    return steps.select_related("goal", "organisation", "dossier", "body_agreed_by__user")
