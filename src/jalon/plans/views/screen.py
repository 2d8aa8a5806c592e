"""What the page of a plan needs: the dossier's own screen, the plan, and the forms."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jalon.access.policy.blocks import Block
from jalon.dossiers.models import BarrierStatus
from jalon.dossiers.views.loading import read_or_404
from jalon.dossiers.views.screen import screen
from jalon.plans.forms import GoalForm, StepForm
from jalon.plans.models import Bearer, TwoSided
from jalon.ui.request import Request

A_WHILE = timedelta(days=14)


@dataclass(frozen=True)
class Refusal:
    """A form that was refused: under which row (None: a new goal), for what, and what it says."""

    row: UUID | None
    word: str
    form: Any
    standing: TwoSided | None = None  # what somebody else wrote meanwhile

    def is_of(self, row: UUID | None, word: str) -> bool:
        return (self.row, self.word) == (row, word)


@dataclass(frozen=True)
class Doers:
    """Who can do something around this person, as choices of a form."""

    page: dict[str, Any]
    choices: list[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        seats = {seat["organisation_id"]: seat["organisation"] for seat in self.page["team"]}
        bodies = [(str(public_id), str(name)) for public_id, name in seats.items()]
        person = (Bearer.PERSON.value, self.page["person"]["name"])
        object.__setattr__(self, "choices", [person, *bodies])


def theme_choices(page: dict[str, Any]) -> list[tuple[str, str]]:
    """The obstacles that this reader knows to be there: a goal may come from them."""
    return [
        (one["theme"], one["label"])
        for one in page["barriers"]
        if one["status"] == BarrierStatus.YES
    ]


def read_plan_page(request: Request, public_id: UUID) -> dict[str, Any]:
    read = read_or_404(request, public_id, ["header", "plan"])
    if read["sections"].get("plan") is None:
        raise Http404
    return read


def show_plan(
    request: Request, public_id: UUID, refusal: Refusal | None = None, *, alone: bool = False
) -> HttpResponse:
    """The page, or its block `alone`; a refusal opens the form again with what was typed."""
    read = read_plan_page(request, public_id)
    doers, today = Doers(read).choices, request.actor.today
    context = {
        **screen(request, read),
        "plan": read["sections"]["plan"],
        "may_write": read["allows"].writes(Block.CONTRACT) and not read["dossier"]["closed_at"],
        "goal_form": GoalForm(themes=theme_choices(read)),
        "step_form": StepForm(doers=doers, auto_id=False, initial={"due_on": today + A_WHILE}),
        "doers": doers,
        "today": today,
        "later": today + A_WHILE,
        "refusal": refusal,
        "panel": refusal.form.panel if refusal and refusal.form else None,
    }
    status = 200
    if refusal:
        status = 422 if request.htmx or refusal.standing is None else 409
    template = "plans/bloc/plan.html" if alone else "plans/plan.html"
    return render(request, template, context, status=status)


def sentence_of_conflict(standing: TwoSided) -> str:
    """What stands now, beside what one was about to say."""
    return _("Maintenant : « %(title)s », %(state)s.") % {
        "title": standing.title,
        "state": standing.get_state_display(),
    }
