"""The scenarios of a call, each with how it stands: in few statements, whatever their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jalon.accounts.actor import Actor
from jalon.appraisal.arbitration.candidates import Candidate, candidates
from jalon.appraisal.arbitration.choices import Chosen, amounts_of, chosen_in
from jalon.appraisal.arbitration.constraints import Constraint, constraints
from jalon.appraisal.arbitration.explaining import explained
from jalon.appraisal.arbitration.standing import Standing, Sums, standings, sums
from jalon.appraisal.models import Scenario
from jalon.appraisal.queries.comparison import compared
from jalon.calls.models import Call, CallVersion


@dataclass(frozen=True)
class Arbitrated:
    """A scenario, or a choice that is being typed, before the projects of its call."""

    scenario: Scenario
    among: Sequence[Candidate]
    chosen: dict[int, Chosen]

    @property
    def wanted(self) -> list[Constraint]:
        return constraints(self.scenario.constraints)

    @property
    def amounts(self) -> dict[int, int]:
        return amounts_of(self.chosen)

    @property
    def standings(self) -> list[Standing]:
        return standings(self.among, self.wanted, self.amounts)

    @property
    def sums(self) -> Sums:
        return sums(self.among, self.amounts)

    @property
    def reasons(self) -> dict[int, str]:
        """Why each project is in, or out."""
        return explained(self.among, self.wanted, self.amounts)

    @property
    def unexplained(self) -> list[Candidate]:
        """Those whose decision would have no reason to give."""
        said = {key for key, one in self.chosen.items() if one.reason}
        return [one for one in self.among if one.project_id not in said]


def candidates_of(call: Call, version: CallVersion, actor: Actor, at: datetime) -> list[Candidate]:
    """The filed projects, best mark first."""
    return candidates(compared(call, version, actor, at), version)


def arbitrated(scenario: Scenario, among: Sequence[Candidate]) -> Arbitrated:
    """As it is kept."""
    return Arbitrated(scenario, among, chosen_in(scenario))


def scenarios_of(call: Call) -> list[Scenario]:
    """The last changed first."""
    found = Scenario.objects.filter(call=call).select_related("taken_over_by__user")
    return list(found.prefetch_related("choices").order_by("-changed_at", "-pk"))
