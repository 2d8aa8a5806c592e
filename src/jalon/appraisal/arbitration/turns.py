"""One after the other on a scenario: a writer says which revision they had before their eyes."""

from datetime import datetime

from django.utils.translation import gettext as _

from jalon.appraisal.models import Announcement, Scenario
from jalon.calls.models import Call
from jalon.calls.states import CallState
from jalon.kernel.errors import Refused


class ArbitrationIsOver(Refused):
    """The call is still open, or its results are announced."""


class ScenarioMoved(Refused):
    """Somebody has written it since; nothing of theirs is overwritten."""


class NameIsTaken(Refused):
    """Two scenarios of a call are told apart by their names."""


class ScenarioWasTaken(Refused):
    """It became decisions: it stays under its name, for whoever asks where they come from."""


class TooManyScenarios(Refused):
    """What is compared is read by people: one that is of no use is discarded first."""


def require_arbitration(call: Call) -> None:
    """Raises ArbitrationIsOver."""
    if call.state != CallState.CLOSED:
        raise ArbitrationIsOver(_("L’appel n’est pas clos : l’arbitrage commence ensuite."))
    if Announcement.objects.filter(call=call).exists():
        raise ArbitrationIsOver(_("Les résultats sont annoncés : les scénarios ne changent plus."))


def scenario_in_turn(scenario: Scenario, *, seen: int | None) -> Scenario:
    """The scenario, locked until the commit; `seen`: the revision that the writer has read.

    Raises ArbitrationIsOver, ScenarioMoved.
    """
    found = Scenario.objects.select_for_update(of=("self",)).select_related("call")
    now = found.get(pk=scenario.pk)
    require_arbitration(now.call)
    if seen is not None and seen != now.revision:
        raise ScenarioMoved(
            _("Quelqu’un a changé ce scénario entre-temps. Relisez, puis enregistrez de nouveau.")
        )
    return now


def require_own_name(call: Call, name: str, *, but: Scenario | None = None) -> None:
    """Raises NameIsTaken."""
    others = Scenario.objects.filter(call=call, name=name)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise NameIsTaken(_("Un scénario de cet appel porte déjà ce nom."))


def require_not_taken(scenario: Scenario) -> None:
    """Raises ScenarioWasTaken."""
    if scenario.taken_over_at is not None:
        raise ScenarioWasTaken(
            _("Ce scénario a été repris en décisions : il garde son nom et ne se supprime plus.")
        )


def moved(scenario: Scenario, *, at: datetime) -> None:
    """Count one more writing, and save it all."""
    scenario.revision += 1
    scenario.changed_at = at
    scenario.save()
