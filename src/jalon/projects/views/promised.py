"""The strategy of a project in words, from its plain content: kept with a filing, or of today."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from jalon.strategies.models import MeansKind, StrategyMeans, StrategyStep, StrategyTime
from jalon.strategies.queries.spoken import borne_by, brought, spoken
from jalon.ui.words import listing, number


@dataclass(frozen=True)
class Promise:
    """A step: who, in what delay, with what means."""

    label: str
    who: str
    delay: str
    longer: str
    span: str
    means: list[str]

    def __str__(self) -> str:
        said = [self.delay, self.longer, self.who, *self.means]
        return f"{self.label} : {', '.join(one for one in said if one)}"


@dataclass(frozen=True)
class Promises:
    """The whole version: `times`, in order, each with its promises; `means`, all of them."""

    title: str
    place: str
    intention: str
    times: list[tuple[str, list[Promise]]]
    means: str

    def __str__(self) -> str:
        return "\n".join([self.title, *(str(one) for _time, all_ in self.times for one in all_)])


def promises_of(content: dict[str, Any] | None) -> Promises | None:
    """What `queries.strategy` kept, in words; None when the project contains none."""
    if not content:
        return None
    steps = content["steps"]
    times = [
        (str(time.label), [_promise(one) for one in steps if one["time"] == time])
        for time in StrategyTime
    ]
    place = content["territory"].get("name", "")
    found = [(time, promises) for time, promises in times if promises]
    return Promises(content["title"], place, content["intention"], found, _in_all(steps))


def _promise(said: dict[str, Any]) -> Promise:
    step = StrategyStep(**{name: value for name, value in said.items() if name != "means"})
    return Promise(
        step.label,
        borne_by(step),
        str(step.promised),
        spoken(step, "longer_delay") if step.longer else "",
        _("De : %(first)s. À : %(last)s.")
        % {"first": step.get_starts_with_display(), "last": step.get_ends_with_display()},
        [f"{_brought(one)} ({one['organisation']})" for one in said["means"]],
    )


def _brought(said: dict[str, Any]) -> str:
    return brought(StrategyMeans(kind=said["kind"], amount=Decimal(said["amount"])))


def _in_all(steps: list[dict[str, Any]]) -> str:
    """« 3,5 équivalents temps plein et 120 places »."""
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for one in steps:
        for means in one["means"]:
            totals[means["kind"]] += Decimal(means["amount"])
    return listing(f"{number(totals[kind])} {kind.label}" for kind in MeansKind if totals[kind])
