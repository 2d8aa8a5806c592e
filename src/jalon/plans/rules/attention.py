"""What deserves to be looked at together in a plan: written rules, and nothing else.

Each rule has a code, a sentence and its source. They look at days, states and themes; of the person
they know nothing: neither sex nor age, nationality, name or address. There is no score and no
ranking; both sides read the same list, in the same words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from jalon.plans.models import LIVE, OVER, Bearer, Effect, State

# Projects that may exclude each other, theme by theme (those of data·inclusion).
CONTRADICTIONS: Final = (
    ("creer-une-entreprise", "trouver-un-emploi"),
    ("creer-une-entreprise", "choisir-un-metier"),
    ("choisir-un-metier", "trouver-un-emploi"),
)


@dataclass(frozen=True)
class Written:
    """A rule in words, for professionals as for the person, and why it exists.

    `threshold` is the key of the figure that it obeys (`jalon.parameters`), if any.
    """

    said: Any
    source: Any
    threshold: str = ""


LATE: Final = ngettext_lazy(
    "%(body)s est en retard d’un jour : « %(step)s ».",
    "%(body)s est en retard de %(days)s jours : « %(step)s ».",
    "days",
)
RULES: Final[Mapping[str, Written]] = {
    "no_contact": Written(
        _("Pas de nouvelles depuis %(days)s jours. Vous pouvez appeler."),
        _("Un accompagnement suppose des échanges réguliers (CASF, art. L.262-27)."),
        "plans.no_contact_days",
    ),
    "no_step": Written(
        _("Rien n’est prévu pour « %(goal)s »."),
        _("Un objectif sans étape n’avance pas : c’est au plan de dire la suite."),
        "plans.no_step_days",
    ),
    "no_effect": Written(
        _("« %(step)s » : essayé %(count)s fois. Cherchons autre chose."),
        _("Ce qui n’a rien changé deux fois n’est pas à refaire sans en parler."),
        "plans.tries",
    ),
    "contradiction": Written(
        _("« %(one)s » et « %(other)s » : peut-on faire les deux ? Parlons-en."),
        _("Deux projets professionnels différents sont menés en même temps."),
    ),
    "body_late": Written(
        LATE,
        _("Les organismes s’engagent comme la personne (CASF, art. L.262-34 à L.262-36)."),
    ),
    "no_answer": Written(
        _("Cette proposition attend une réponse : « %(title)s »."),
        _("Rien n’engage sans l’accord des deux : une proposition attend une réponse."),
        "plans.no_answer_days",
    ),
}


@dataclass(frozen=True)
class Attention:
    """One thing to look at: the code of its rule, and what fills its sentence."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def said(self) -> str:
        return str(RULES[self.code].said % self.values)

    @property
    def source(self) -> str:
        return str(RULES[self.code].source)


@dataclass(frozen=True)
class Thresholds:
    no_contact_days: int
    no_step_days: int
    no_answer_days: int
    tries: int


def attention(plan: Mapping[str, Any], figures: Thresholds, *, on: date) -> list[Attention]:
    """Every point of a plan, in the order of the rules.

    `plan` holds `goals` and `steps` (as `queries.on_page` reads them), `opened_on`, and
    `last_contact_on`; when the reader may not know of contacts, `knows_contacts` is false.
    """
    return [
        *_no_contact(plan, figures, on),
        *_bodies_late(plan, on),
        *_no_answer(plan, figures, on),
        *_no_step(plan, figures, on),
        *_no_effect(plan, figures),
        *_contradictions(plan),
    ]


def _no_contact(plan: Mapping[str, Any], figures: Thresholds, on: date) -> Iterator[Attention]:
    since = plan["last_contact_on"] or plan["opened_on"]
    days = (on - since).days
    if plan["knows_contacts"] and plan["is_open"] and days >= figures.no_contact_days:
        yield Attention("no_contact", {"days": days})


def _owed(plan: Mapping[str, Any]) -> list[Any]:
    over = {goal["id"] for goal in plan["goals"] if goal["state"] in OVER}
    return [step for step in plan["steps"] if step["goal_id"] not in over]


def _bodies_late(plan: Mapping[str, Any], on: date) -> Iterator[Attention]:
    for step in _owed(plan):
        is_live = step["bearer"] == Bearer.BODY and step["state"] in LIVE
        if is_live and step["due_on"] < on:
            days = (on - step["due_on"]).days
            body = step["organisation"]
            yield Attention("body_late", {"body": body, "days": days, "step": step["title"]})


def _no_answer(plan: Mapping[str, Any], figures: Thresholds, on: date) -> Iterator[Attention]:
    goals = [goal for goal in plan["goals"] if goal["state"] == State.PROPOSED]
    steps = [step for step in _owed(plan) if step["state"] == State.PROPOSED]
    for row in (*goals, *steps):
        days = (on - row["proposed_on"]).days
        if days >= figures.no_answer_days:
            yield Attention("no_answer", {"days": days, "title": row["title"]})


def _no_step(plan: Mapping[str, Any], figures: Thresholds, on: date) -> Iterator[Attention]:
    ahead = {step["goal_id"] for step in plan["steps"] if step["state"] not in OVER}
    for goal in plan["goals"]:
        waits = goal["agreed_on"] and (on - goal["agreed_on"]).days >= figures.no_step_days
        if goal["state"] == State.ACCEPTED and goal["id"] not in ahead and waits:
            yield Attention("no_step", {"goal": goal["title"]})


def _no_effect(plan: Mapping[str, Any], figures: Thresholds) -> Iterator[Attention]:
    """Tries of the same step, from the first one; a try that helped ends the series."""
    by_id = {step["id"]: step for step in plan["steps"]}
    for step in _owed(plan):
        if any(other["repeats_id"] == step["id"] for other in plan["steps"]):
            continue
        count, one = 0, step
        while one:
            is_vain = one["effect"] == Effect.NOTHING or one["state"] == State.ABANDONED
            if one["state"] == State.DONE and not is_vain:
                break
            count += is_vain
            one = by_id.get(one["repeats_id"])
        if count >= figures.tries:
            yield Attention("no_effect", {"step": step["title"], "count": count})


def _contradictions(plan: Mapping[str, Any]) -> Iterator[Attention]:
    live = [goal for goal in plan["goals"] if goal["state"] not in OVER]
    for one_theme, other_theme in CONTRADICTIONS:
        for one in live:
            for other in live:
                if one is other or other_theme in one["themes"] or one_theme in other["themes"]:
                    continue
                if one_theme in one["themes"] and other_theme in other["themes"]:
                    yield Attention("contradiction", {"one": one["title"], "other": other["title"]})
