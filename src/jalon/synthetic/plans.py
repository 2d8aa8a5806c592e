"""From the circumstances of a batch to the plot of each dossier: when, and with whom."""

from dataclasses import dataclass
from random import Random

import numpy as np

from jalon.synthetic import proportions as share
from jalon.synthetic.calendar import HISTORY_DAYS
from jalon.synthetic.circumstances import THEMES, YOUNG, Circumstances
from jalon.synthetic.dice import Integers, draw, person_dice
from jalon.synthetic.plots import Plot
from jalon.synthetic.staff import Post
from jalon.synthetic.teams import GROUPS, Teams

NOT_YET = -1
HEARD_OF = 22  # days, on average, since the orienting body heard of those who still wait
# Difficulty → partners who may join the team for it, and how often.
HELP: dict[str, tuple[tuple[str, ...], float]] = {
    "mobilite": (("asso-mobilite",), 0.22),
    "logement-hebergement": (("oph-metz", "oph-57"), 0.35),
    "lecture-ecriture-calcul": (("asso-mots",), 0.4),
    "sante": (("cpam",), 0.12),
    "difficultes-administratives-ou-juridiques": (("caf", "msa"), 0.15),
    "se-former": (("formation",), 0.3),
    "trouver-un-emploi": (("siae-metz", "siae-fensch", "siae-forbach"), 0.3),
}


@dataclass(frozen=True)
class Courses:
    """By person: days since opening, days since orientation (or NOT_YET), group of GROUPS."""

    opened: Integers
    oriented: Integers
    groups: Integers


def draw_courses(rng: np.random.Generator, lives: Circumstances) -> Courses:
    """When each dossier was opened, when orientation came, and which body leads today.

    Rights older than two years: the dossier was taken over when the platform opened. Newer ones: a
    few days after the rights, when the orienting body heard of them. Who still waits was heard of
    lately, whatever the age of the rights: by the lists of people that 2025 began to register.
    """
    size = len(lives.entered)
    stock = lives.entered > HISTORY_DAYS - 10
    taken_over = HISTORY_DAYS - rng.integers(0, 150, size)
    heard = lives.entered - rng.integers(2, 9, size)
    opened = np.maximum(np.where(stock, taken_over, heard), 2)
    oriented = lives.entered - lives.delay
    # Since heard of: an orientation before the dossier was opened is only possible for the stock.
    oriented = np.where(stock, oriented, np.minimum(oriented, opened - 1))
    oriented = np.where(oriented >= 1, oriented, NOT_YET)
    leads = draw(rng, list(share.LEADS.values()), size)
    others = draw(rng, (45, 30, 25), size)
    names = [("france_travail", "departement")[lead] if lead < 2 else "" for lead in leads]
    groups = [
        GROUPS.index(_group(name, int(other), young, bool(disabled), bool(waits)))
        for name, other, young, disabled, waits in zip(
            names, others, lives.standing == YOUNG, lives.disabled, oriented == NOT_YET, strict=True
        )
    ]
    lately = 2 + rng.exponential(HEARD_OF, size).astype(np.int64)
    waits = np.array(groups) == GROUPS.index("welcome")
    opened = np.where(waits, np.minimum(opened, lately), opened)
    return Courses(opened, oriented, np.array(groups))


def _group(name: str, other: int, young: bool, disabled: bool, waits: bool) -> str:
    if young:
        return "mission_locale"
    if waits:
        return "welcome"
    if name:
        return name
    return "cap_emploi" if disabled else ("ccas", "plie", "association")[other]


def plot(
    seed: int, number: int, at: int, lives: Circumstances, courses: Courses, teams: Teams
) -> Plot:
    """The plot of one dossier. `number`: of the person; `at`: their row in the batch."""
    dice = person_dice(seed, (1 << 39) + number)
    group = GROUPS[int(courses.groups[at])]
    referent, rank = teams.referents[at], teams.ranks[at]
    oriented = int(courses.oriented[at])
    themes = [theme for theme, has in zip(THEMES, lives.barriers[at], strict=True) if has]
    waits = group == "welcome"
    replaced = not waits and courses.opened[at] > 200 and dice.random() < 0.07
    predecessor = teams.desks[group].beside(referent) if replaced else None
    others = [
        *_co_advisors(dice.random(), group, rank, teams),
        *_partners(dice, themes, teams),
    ]
    if lives.disabled[at] and dice.random() < 0.2:
        others.append((teams.partners["mdph"], "partner"))
    empty = teams.desks["departement"].near(rank).organisation_id if dice.random() < 0.025 else None
    return Plot(
        number=number,
        female=bool(lives.female[at]),
        opened=int(courses.opened[at]),
        oriented=None if oriented == NOT_YET and waits else max(oriented, 1),
        welcome=teams.desks["welcome"].near(rank),
        referent=referent,
        predecessor=None if predecessor == referent else predecessor,
        others=others,
        waiting_organisation=empty,
        themes=themes,
    )


def _co_advisors(luck: float, group: str, rank: float, teams: Teams) -> list[tuple[Post, str]]:
    """The other side of the accompaniment: social beside employment, employment beside social."""
    if group == "welcome":
        return []
    other = "departement" if group in {"france_travail", "mission_locale"} else "france_travail"
    odds = {"departement": 0.6, "france_travail": 0.45}.get(group, 0.5)
    return [(teams.desks[other].near(rank), "co_advisor")] if luck < odds else []


def _partners(dice: Random, themes: list[str], teams: Teams) -> list[tuple[Post, str]]:
    found = []
    for theme in themes:
        bodies, odds = HELP.get(theme, ((), 0.0))
        if dice.random() < odds:
            found.append((teams.partners[dice.choice(bodies)], "partner"))
    return found
