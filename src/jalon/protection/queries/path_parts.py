"""The part of a whole dossier that tells what was promised, by when, and what came of it."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from jalon.deadlines.models import Deadline
from jalon.protection.queries.parts import Part, of_dossier

PATH_PARTS: Final[tuple[Part, ...]] = (
    of_dossier(
        "deadlines", _("Échéances"), Deadline,
        "step occurrence started_by starts_on restarts due_on suspended_days suspended_on met_on"
        " state responsible organisation",
        order=("starts_on", "pk"),
    ),
)  # fmt: skip
PATH_UNSAID: Final[dict[str, dict[str, Any]]] = {
    "deadlines.Deadline": {
        "code": _("le nom de l’étape, pour la machine"),
        "thread": _("un numéro, quand plusieurs demandes courent ensemble"),
        "start_position": _("le numéro de la ligne du fil"),
        "is_longer": _("se voit à la date"),
        "need": _("le domaine, pour les droits de lecture"),
    },
}
