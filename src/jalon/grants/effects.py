"""What an agreement does to its project: it holds it until it is over."""

from django.utils.translation import gettext as _

from jalon.grants.models import Agreement
from jalon.grants.states import AgreementState
from jalon.projects.models import Project


def hold_what_is_agreed(project: Project) -> str:
    """Why a project is not withdrawn. A draft that its carrier has not read holds nothing."""
    agreement = Agreement.objects.filter(project=project, sent_at__isnull=False).first()
    if agreement is None or agreement.state == AgreementState.ENDED:
        return ""
    said = {
        AgreementState.PREPARED: _(
            "L’État vous propose la convention %(reference)s pour ce projet. Demandez-lui d’abord"
            " d’y renoncer : vous pourrez ensuite retirer le projet."
        ),
        AgreementState.IN_FORCE: _(
            "La convention %(reference)s est en vigueur pour ce projet. Demandez d’abord à l’État"
            " de la résilier : vous pourrez ensuite retirer le projet."
        ),
        AgreementState.CLOSED: _(
            "La convention %(reference)s de ce projet est soldée : il est mené à son terme et ne"
            " se retire plus."
        ),
    }
    return said[AgreementState(agreement.state)] % {"reference": agreement.reference}
