from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Barrier, BarrierStatus, Dossier
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.outcomes.events import AssessmentConcluded
from jalon.outcomes.models import Conclusion
from jalon.outcomes.rules import CONCLUDE_ASSESSMENT


class NothingAssessed(Refused):
    """An assessment of which nothing was said is not complete."""


@transaction.atomic
def conclude_assessment(*, dossier: Dossier, by: Actor, at: datetime) -> Conclusion:
    """Say, with the person, that the shared assessment is complete today.

    Said twice the same day, it changes nothing. Raises NothingAssessed, Denied.
    """
    CONCLUDE_ASSESSMENT.require(by, dossier)
    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    said = Barrier.objects.filter(dossier=dossier).exclude(status=BarrierStatus.NOT_ADDRESSED)
    if dossier.closed_at or not said.exists():
        raise NothingAssessed(_("Abordez au moins un thème avec la personne."))
    same = Conclusion.objects.filter(dossier=dossier, concluded_on=by.today, withdrawn_at=None)
    if standing := same.first():
        return standing
    conclusion = Conclusion.objects.create(
        dossier=dossier, concluded_on=by.today, concluded_by_id=by.affiliation_id
    )
    fact = AssessmentConcluded(dossier_id=dossier.pk, conclusion_id=conclusion.pk)
    record(fact, by=by, at=at)
    return conclusion
