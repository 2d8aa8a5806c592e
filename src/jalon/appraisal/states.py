"""The states of an appraisal, of a reading and of an opinion: each machine is one table.

Nothing of them is read by a candidate before the announcement.
"""

from typing import Final

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refused
from jalon.kernel.moves import follow


class AppraisalState(models.TextChoices):
    RECEIVED = "received", _("à examiner")
    ADMISSIBLE = "admissible", _("recevable")
    INADMISSIBLE = "inadmissible", _("irrecevable")
    ANNOUNCED = "announced", _("résultat annoncé")


class ReviewState(models.TextChoices):
    ASSIGNED = "assigned", _("intérêts à déclarer")
    READING = "reading", _("en lecture")
    GIVEN = "given", _("avis rendu")
    RECUSED = "recused", _("déporté")
    REPLACED = "replaced", _("remplacé")


class OpinionState(models.TextChoices):
    ASKED = "asked", _("attendu")
    ANSWERED = "answered", _("rendu")
    REPLACED = "replaced", _("remplacé")


# From a state, the moves that it allows and where each leads.
APPRAISAL_MOVES: Final[dict[AppraisalState, dict[str, AppraisalState]]] = {
    AppraisalState.RECEIVED: {
        "admit": AppraisalState.ADMISSIBLE,
        "refuse": AppraisalState.INADMISSIBLE,
        "correct": AppraisalState.RECEIVED,
        "note": AppraisalState.RECEIVED,
    },
    AppraisalState.ADMISSIBLE: {
        "refuse": AppraisalState.INADMISSIBLE,
        "correct": AppraisalState.ADMISSIBLE,
        "note": AppraisalState.ADMISSIBLE,
        "read": AppraisalState.ADMISSIBLE,
        "decide": AppraisalState.ADMISSIBLE,
        "announce": AppraisalState.ANNOUNCED,
    },
    AppraisalState.INADMISSIBLE: {
        "admit": AppraisalState.ADMISSIBLE,
        "note": AppraisalState.INADMISSIBLE,
        "decide": AppraisalState.INADMISSIBLE,
        "announce": AppraisalState.ANNOUNCED,
    },
    AppraisalState.ANNOUNCED: {"note": AppraisalState.ANNOUNCED},
}
REVIEW_MOVES: Final[dict[ReviewState, dict[str, ReviewState]]] = {
    ReviewState.ASSIGNED: {
        "declare": ReviewState.READING,
        "recuse": ReviewState.RECUSED,
        "replace": ReviewState.REPLACED,
    },
    ReviewState.READING: {
        "mark": ReviewState.READING,
        "give": ReviewState.GIVEN,
        "recuse": ReviewState.RECUSED,
        "replace": ReviewState.REPLACED,
    },
    ReviewState.GIVEN: {"reopen": ReviewState.READING},
    ReviewState.RECUSED: {},
    ReviewState.REPLACED: {},
}
OPINION_MOVES: Final[dict[OpinionState, dict[str, OpinionState]]] = {
    OpinionState.ASKED: {"answer": OpinionState.ANSWERED, "replace": OpinionState.REPLACED},
    OpinionState.ANSWERED: {},
    OpinionState.REPLACED: {},
}
# The readings that count, or will; those that are not finished.
ACTIVE: Final = (ReviewState.ASSIGNED, ReviewState.READING, ReviewState.GIVEN)
UNFINISHED: Final = (ReviewState.ASSIGNED, ReviewState.READING)


class NotFromThisState(Refused):
    """The state of the appraisal, of the reading or of the opinion does not allow this move."""


def after(state: str, move: str) -> AppraisalState:
    """Where this move leads an appraisal. Raises NotFromThisState."""
    refusal = _t("L’instruction est dans l’état « %(state)s » : ce n’est pas possible.")
    return follow(APPRAISAL_MOVES, AppraisalState(state), move, NotFromThisState, refusal)


def review_after(state: str, move: str) -> ReviewState:
    """Where this move leads a reading. Raises NotFromThisState."""
    refusal = _t("Cette lecture est dans l’état « %(state)s » : ce n’est pas possible.")
    return follow(REVIEW_MOVES, ReviewState(state), move, NotFromThisState, refusal)


def opinion_after(state: str, move: str) -> OpinionState:
    """Where this move leads an opinion. Raises NotFromThisState."""
    refusal = _t("Cet avis est dans l’état « %(state)s » : ce n’est plus possible.")
    return follow(OPINION_MOVES, OpinionState(state), move, NotFromThisState, refusal)
