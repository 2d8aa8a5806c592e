"""What changes from one version to another, in words."""

from dataclasses import dataclass
from typing import Final, Literal

from django.utils.translation import gettext as _

from jalon.strategies.models import MeansKind, Strategy, StrategyMeans, StrategyStep
from jalon.strategies.queries.in_force import in_order
from jalon.strategies.queries.spoken import borne_by, label_of, spoken
from jalon.ui.words import number

# In the order in which they are told; a delay is told with its unit, a longer one with its reasons.
TOLD: Final = (
    "label", "delay", "longer_delay", "time", "starts_with", "ends_with", "restarts_with",
    "repeats", "tracks", "suspended_by", "responsible", "source", "indicator", "target_percent",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One sentence about one step; `code` and `time` say where it stands on the path."""

    kind: Literal["added", "removed", "changed", "means"]
    code: str
    time: str
    sentence: str


def difference(old: Strategy, new: Strategy) -> list[Change]:
    """All that changes, in the order of the path: « Rendez-vous … : 30 jours → 15 jours »."""
    before, after = _steps(old), _steps(new)
    changes: list[Change] = []
    for code, step in after.items():
        if code in before:
            changes += _changed(before[code], step)
        else:
            changes += [_added(step), *_means({}, step)]
    return changes + [_removed(step) for code, step in before.items() if code not in after]


def _steps(strategy: Strategy) -> dict[str, StrategyStep]:
    steps = in_order(strategy.steps.prefetch_related("means__organisation"))
    return {step.code: step for step in steps}


def _changed(before: StrategyStep, after: StrategyStep) -> list[Change]:
    changes = []
    for field in TOLD:
        was, becomes = _told(before, field), _told(after, field)
        if was != becomes:
            sentence = _sentence(after, field, was, becomes)
            changes.append(Change("changed", after.code, after.time, sentence))
    return changes + _means(_brought(before), after)


def _told(step: StrategyStep, field: str) -> str:
    return borne_by(step) if field == "responsible" else spoken(step, field)


def _sentence(step: StrategyStep, field: str, was: str, becomes: str) -> str:
    what = _("cible") if field == "target_percent" else label_of(field)
    words = {"step": step.label, "was": was, "becomes": becomes, "what": what}
    if field == "label":
        return _("Étape renommée : « %(was)s » → « %(becomes)s »") % words
    if field == "delay":
        return _("%(step)s : %(was)s → %(becomes)s") % words
    return _("%(step)s, %(what)s : %(was)s → %(becomes)s") % words


def _added(step: StrategyStep) -> Change:
    words = {"step": step.label, "delay": step.promised, "who": borne_by(step)}
    sentence = _("Étape ajoutée : %(step)s, en %(delay)s, par %(who)s") % words
    return Change("added", step.code, step.time, sentence)


def _removed(step: StrategyStep) -> Change:
    words = {"step": step.label, "delay": step.promised}
    sentence = _("Étape retirée : %(step)s (%(delay)s)") % words
    return Change("removed", step.code, step.time, sentence)


Brought = dict[tuple[int, str], StrategyMeans]


def _brought(step: StrategyStep) -> Brought:
    return {(one.organisation_id, one.kind): one for one in step.means.all()}


def _means(before: Brought, step: StrategyStep) -> list[Change]:
    after = _brought(step)
    changes = []
    for key in [*before, *(key for key in after if key not in before)]:
        was, becomes = before.get(key), after.get(key)
        if was and becomes and was.amount == becomes.amount:
            continue
        one = becomes or was
        words = {
            "step": step.label,
            "who": one.organisation if one else "",
            "what": MeansKind(key[1]).label,
            "was": number(was.amount) if was else "0",
            "becomes": number(becomes.amount) if becomes else "0",
        }
        sentence = _("%(step)s, moyens de %(who)s en %(what)s : %(was)s → %(becomes)s") % words
        changes.append(Change("means", step.code, step.time, sentence))
    return changes
