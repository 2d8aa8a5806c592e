"""« Ce qu'on fait », on the page of a dossier."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import Block
from jalon.accounts.actor import Actor
from jalon.dossiers.sections import Section
from jalon.plans.queries.on_page import PLAN, Plan, ready_plan
from jalon.plans.views.sentences import SENTENCES


def _ready(value: Plan, page: dict[str, Any], actor: Actor) -> Plan:
    return ready_plan(value, page["dossier"], page["allows"], actor)


PLAN_SECTION: Final = Section(
    name="plan",
    anchor="plan",
    title=_("Ce qu’on fait"),
    block=Block.CONTRACT,
    sql=PLAN,
    template="plans/bloc/section.html",
    place="barriers",
    ready=_ready,
    sentences=SENTENCES,
)
