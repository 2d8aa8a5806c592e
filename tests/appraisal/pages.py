"""The pages of an appraisal, each with what fills it: looked at by the tests of accessibility."""

from typing import Any

from django.utils import timezone

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.appraisal.operations import (
    announce_results,
    ask_correction,
    decide_project,
    write_remark,
)
from tests.appraisal.situations import AT, admitted, asked, begun_scenario, entrusted, given

Page = tuple[str, tuple[Any, ...]]
OF_A_PROJECT = (
    "appraisal", "declare_admissibility", "ask_correction", "assign_review", "ask_opinion",
)  # fmt: skip

OF_A_CALL = ("scenarios", "draft_scenario", "compare_scenarios", "sensitivity", "plan_announcement")


def pages_of_appraisals() -> list[tuple[Affiliation, list[Page]]]:
    """The officer, who decides, a reader, a body asked, a carrier: before and after."""
    world, told = admitted(), admitted()
    project, (first, second, third) = world.project, world.readers
    one, call = project.public_id, project.call.public_id
    until = max(AT, timezone.now()).replace(year=2099)
    ask_correction(
        project=project, wanted={"financement": "Détaillez"}, until=until, by=world.officer, at=AT
    )
    write_remark(project=project, body="À suivre", by=world.officer, at=AT)
    done, _low = given(world, first), given(world, second, part=3)
    waiting, opinion = entrusted(world, third), asked(world, world.agency)
    decide_project(
        project=told.project, outcome="reserve", amount_cents=None, reason="Faute de crédits",
        by=told.head, at=AT,
    )  # fmt: skip
    scenario = begun_scenario(world).public_id
    announce_results(call=told.project.call, by=told.head, at=AT)
    return [
        (
            _hat(world.officer),
            [
                ("appraisal_desk", ()),
                ("appraisal_table", (call,)),
                *((name, (one,)) for name in OF_A_PROJECT),
                ("reopen_review", (done.public_id,)),
                ("replace_opinion", (one, opinion.public_id)),
                *((name, (call,)) for name in OF_A_CALL),
                ("scenario", (scenario,)),
                ("revise_scenario", (scenario,)),
                ("discard_scenario", (scenario,)),
            ],
        ),
        (
            _hat(world.head),
            [
                ("decide_project", (one,)),
                ("announce_results", (call,)),
                ("take_over_scenario", (scenario,)),
            ],
        ),
        (_hat(first), [("review", (done.public_id,))]),
        (_hat(third), [("declare_interests", (waiting.public_id,))]),
        (_hat(world.agency), [("opinion", (opinion.public_id,))]),
        (_hat(world.filed.carrier), [("correct_project", (one,))]),
        (_hat(told.filed.carrier), [("result", (told.project.public_id,))]),
    ]


def _hat(who: Actor) -> Affiliation:
    return Affiliation.objects.get(pk=who.affiliation_id)
