"""What a scenario makes of each project, read and written all together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from jalon.appraisal.models import Choice, Outcome, Scenario


@dataclass(frozen=True)
class Chosen:
    """What is chosen for one project, and whether a proposal must leave it so."""

    outcome: str
    amount_cents: int | None
    reason: str = ""
    is_held: bool = False

    @property
    def is_selected(self) -> bool:
        return self.outcome == Outcome.SELECTED


NOTHING_SAID: Final = Chosen(Outcome.NOT_SELECTED, None)


def chosen_in(scenario: Scenario) -> dict[int, Chosen]:
    """By number of project; those without a row are not selected, and nothing says why."""
    return {
        one.project_id: Chosen(one.outcome, one.amount_cents, one.reason, one.is_held)
        for one in scenario.choices.all()
    }


def amounts_of(choices: Mapping[int, Chosen]) -> dict[int, int]:
    """Cents of each project that is selected."""
    return {key: one.amount_cents or 0 for key, one in choices.items() if one.is_selected}


def keep_choices(scenario: Scenario, choices: Mapping[int, Chosen]) -> None:
    """Write these over those of the same projects: one statement, whatever their number."""
    Choice.objects.bulk_create(
        [
            Choice(
                scenario=scenario, project_id=key, outcome=one.outcome, is_held=one.is_held,
                amount_cents=one.amount_cents if one.is_selected else None,
                reason=one.reason.strip(),
            )
            for key, one in sorted(choices.items())
        ],
        update_conflicts=True,
        unique_fields=["scenario", "project"],
        update_fields=["outcome", "amount_cents", "reason", "is_held"],
    )  # fmt: skip
