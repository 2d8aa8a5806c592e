"""The facts of a plan as plain sentences; who and when are beside them."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext as _

Fact = dict[str, Any]


def _goal_accepted(item: Fact) -> str:
    if item["payload"]["is_oral"]:
        return _("Objectif accepté par la personne, en entretien")
    return _("Objectif accepté")


def _step_accepted(item: Fact) -> str:
    if item["payload"]["is_oral"]:
        return _("Étape acceptée par la personne, en entretien")
    if not item["payload"]["is_binding"]:
        return _("Étape acceptée d’un côté, l’autre accord est attendu")
    return _("Étape acceptée : elle engage les deux")


def _step_finished(item: Fact) -> str:
    if item["payload"]["status"] == "nothing":
        return _("Étape faite, sans effet")
    return _("Étape faite")


SENTENCES: Final[dict[str, Callable[[Fact], str]]] = {
    "goal.proposed": lambda item: _("Objectif proposé"),
    "goal.reworded": lambda item: _("Objectif proposé en d’autres mots"),
    "goal.accepted": _goal_accepted,
    "goal.declined": lambda item: _("Objectif refusé"),
    "goal.disavowed": lambda item: _("La personne revient sur un accord noté en entretien"),
    "goal.abandoned": lambda item: _("Objectif abandonné"),
    "goal.reopened": lambda item: _("Objectif repris"),
    "goal.reached": lambda item: _("Objectif atteint"),
    "step.proposed": lambda item: _("Étape proposée"),
    "step.reworded": lambda item: _("Étape proposée autrement"),
    "step.accepted": _step_accepted,
    "step.declined": lambda item: _("Étape refusée"),
    "step.disavowed": lambda item: _("La personne revient sur un accord noté en entretien"),
    "step.abandoned": lambda item: _("Étape abandonnée"),
    "step.reopened": lambda item: _("Étape reprise"),
    "step.started": lambda item: _("Étape commencée"),
    "step.finished": _step_finished,
    "plan.reordered": lambda item: _("Le plan est mis dans un autre ordre"),
}
