"""A version in words that anybody can read, on a screen, a telephone or paper."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jalon.contracts.models import (
    Adaptation,
    Bearer,
    Change,
    ContractBarrier,
    ContractKind,
    ContractVersion,
)
from jalon.dossiers.models import THEMES

# « Avenant » and « renouvellement » are for professionals: she reads these.
PLAINLY: Final = {
    Change.AMENDMENT: gettext_lazy("changement du contrat"),
    Change.RENEWAL: gettext_lazy("suite du contrat"),
}


@dataclass(frozen=True)
class Promise:
    """One line of "who owes what"."""

    text: str
    who: str
    due_on: date | None


@dataclass(frozen=True)
class Said:
    """A whole contract, ready for a template."""

    title: str
    number: int
    person: str
    organisation: str
    professional: str
    started_on: date
    ends_on: date | None
    review_on: date | None
    hours: str
    principle: str
    source: str
    reasons: list[str]
    words: str
    goals: list[dict[str, Any]]
    barriers: list[str]
    of_person: list[Promise] = field(default_factory=list)
    of_bodies: list[Promise] = field(default_factory=list)


def said(version: ContractVersion, barriers: Collection[ContractBarrier]) -> Said:
    """The words of a version; `barriers` are those that the reader may read."""
    held = json.loads(version.document)
    promises = held["commitments"]
    law = held["principle"]
    return Said(
        title=title_of(held["kind"], held["change"]),
        number=version.number,
        person=held["person"]["name"],
        organisation=held["organisation"]["name"],
        professional=held["professional"]["name"],
        started_on=date.fromisoformat(held["started_on"]),
        ends_on=_day(held["ends_on"]),
        review_on=_day(held["review_on"]),
        hours=hours_said(held["weekly_hours"]),
        principle=_("Le principe : %(hours)s heures par semaine, adaptées à chaque personne.")
        % law,
        source=law["source"],
        reasons=[
            *(str(Adaptation(one).label) for one in held["adaptations"]),
            *_adapting(barriers),
        ],
        words=held["words"],
        goals=held["goals"],
        barriers=[_barrier(one) for one in barriers],
        of_person=[_promise(one) for one in promises if one["bearer"] == Bearer.PERSON],
        of_bodies=[_promise(one) for one in promises if one["bearer"] != Bearer.PERSON],
    )


def title_of(kind: str, change: str) -> str:
    """`Contrat d'engagement, changement du contrat`: the person reads it too."""
    label = str(ContractKind(kind).label)
    title = label[:1].upper() + label[1:]
    return f"{title}, {PLAINLY[Change(change)]}" if change else title


def hours_said(hours: int | None) -> str:
    if not hours:
        return _("Pas d’heures à faire chaque semaine.")
    return ngettext("%(hours)s heure par semaine", "%(hours)s heures par semaine", hours) % {
        "hours": hours
    }


def _adapting(barriers: Collection[ContractBarrier]) -> list[str]:
    return [THEMES[one.theme] for one in barriers if one.adapts_hours]


def _barrier(one: ContractBarrier) -> str:
    return _("%(theme)s : %(impact)s") % {
        "theme": THEMES[one.theme],
        "impact": one.get_impact_display(),
    }


def _promise(one: dict[str, Any]) -> Promise:
    who = ", ".join(part for part in (one["organisation"], one["answers"]) if part)
    return Promise(one["text"], who, _day(one["due_on"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def sentences(version: ContractVersion) -> list[str]:
    """The whole of a version as lines, for who keeps a copy of it."""
    told = said(version, list(version.barriers.all()))
    lines = [told.title, told.hours, *told.reasons, *told.barriers, told.words]
    for one in (*told.of_person, *told.of_bodies):
        who = one.who or told.person
        lines.append(_("%(who)s : %(text)s") % {"who": who, "text": one.text})
    return [line for line in lines if line]
