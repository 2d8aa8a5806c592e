"""The version of a strategy that a project contains, as plain JSON: frozen with the project."""

from typing import Any

from jalon.projects.models import Project
from jalon.strategies.models import Strategy, StrategyStep
from jalon.strategies.queries.drafts import COPIED
from jalon.strategies.queries.in_force import in_order

Content = dict[str, Any]


def strategy_content(project: Project) -> Content | None:
    """Who does what, in what delay, with what means, as the version says now; None without one."""
    if project.strategy_id is None:
        return None
    version = Strategy.objects.select_related("territory").get(pk=project.strategy_id)
    steps = in_order(version.steps.prefetch_related("means__organisation"))
    place = version.territory
    return {
        "id": str(version.public_id),
        "title": version.title,
        "number": version.number,
        "intention": version.intention,
        "territory": {"kind": place.kind, "code": place.code, "name": place.name} if place else {},
        "steps": [_step(one) for one in steps],
    }


def _step(step: StrategyStep) -> Content:
    said = {name: getattr(step, name) for name in COPIED}
    means = sorted(step.means.all(), key=lambda one: (one.organisation.name, one.kind))
    brought = [
        {"organisation": one.organisation.name, "kind": one.kind, "amount": str(one.amount)}
        for one in means
    ]
    return {**said, "means": brought}
