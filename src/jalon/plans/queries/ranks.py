"""Where a new goal or a new step stands: after the others."""

from django.db.models import Max

from jalon.dossiers.models import Dossier
from jalon.plans.models import Goal, Step


def next_rank(model: type[Goal] | type[Step], dossier: Dossier) -> int:
    last = model.objects.filter(dossier=dossier).aggregate(last=Max("rank"))["last"]
    return int(last or 0) + 1
