"""One batch of people and dossiers, from the dice to the rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jalon.accounts.models import Organisation
from jalon.synthetic.appointments import write_meetings
from jalon.synthetic.blocks import (
    someone,
    write_education,
    write_household,
    write_rights,
    write_work,
)
from jalon.synthetic.calendar import Calendar
from jalon.synthetic.chronicle import write_history
from jalon.synthetic.circumstances import RSA, Circumstances, draw_circumstances
from jalon.synthetic.dice import draw, person_dice
from jalon.synthetic.histories import History
from jalon.synthetic.identities import draw_identity, draw_reach
from jalon.synthetic.organisations import ZONES
from jalon.synthetic.plans import draw_courses, plot
from jalon.synthetic.plots import Numbers, Plot
from jalon.synthetic.registry import write_contact, write_identifiers, write_person
from jalon.synthetic.staff import Recruiter
from jalon.synthetic.tables import Tables
from jalon.synthetic.teams import ZONE_KEYS, build_teams
from jalon.territories.models import Territory

BATCH = 2000
# How much more of those far from work live in large towns, by population (ours).
TOWNS = ((20_000, 1.9), (5_000, 1.4), (0, 0.7))


@dataclass
class Place:
    """Where people live: the communes of the territory with their weights and zones."""

    communes: Sequence[Territory]
    weights: Sequence[float]
    zones: Sequence[int]

    @classmethod
    def of(cls, communes: Sequence[Territory]) -> "Place":
        zone_of = {code: ZONE_KEYS.index(key) for key, codes in ZONES.items() for code in codes}
        epci = [commune.epci.code if commune.epci else "" for commune in communes]
        return cls(
            communes, [_weight(c) for c in communes], [zone_of.get(code, 0) for code in epci]
        )


def _weight(commune: Territory) -> float:
    people = commune.population or 0
    return people * next(more for threshold, more in TOWNS if people >= threshold)


class Generator:
    """Makes people batch after batch; the first people are the same whatever the total asked."""

    def __init__(
        self,
        seed: int,
        calendar: Calendar,
        place: Place,
        recruiter: Recruiter,
        organisations: dict[str, Organisation],
        first_ids: dict[str, int],
    ) -> None:
        self.seed, self.calendar, self.place = seed, calendar, place
        self.recruiter, self.organisations = recruiter, organisations
        self.person, self.dossier = first_ids["people_person"], first_ids["dossiers_dossier"]
        self.kinds = {body.pk: body.kind for body in organisations.values()}
        self.numbers = Numbers(
            membership=first_ids["dossiers_membership"],
            note=first_ids["dossiers_note"],
            goal=first_ids["plans_goal"],
            step=first_ids["plans_step"],
        )

    def make(self, batch: int, size: int) -> Tables:
        """The rows of `size` people (at most BATCH) of a batch."""
        rng = np.random.default_rng([self.seed, batch])
        lives = draw_circumstances(rng, BATCH)
        courses = draw_courses(rng, lives)
        homes = draw(rng, self.place.weights, BATCH)
        zones = np.array(self.place.zones)[homes]
        teams = build_teams(
            self.recruiter, courses.groups[:size], zones[:size], first_batch=batch == 0
        )
        tables = self.recruiter.tables.take()
        for at in range(size):
            story = plot(self.seed, batch * BATCH + at, at, lives, courses, teams)
            self._write(tables, at, lives, self.place.communes[int(homes[at])], story)
        return tables

    def _write(
        self, tables: Tables, at: int, lives: Circumstances, commune: Territory, story: Plot
    ) -> None:
        """All the rows of one person: who they are, where they stand, what happened."""
        dice, today = person_dice(self.seed, story.number), self.calendar.today
        person, dossier = self.person + story.number, self.dossier + story.number
        who = draw_identity(
            dice, story.number, female=story.female, age_days=int(lives.age[at]), today=today
        )
        life = someone(
            lives,
            at,
            themes=story.themes,
            born_abroad=who.born_abroad,
            oriented=story.oriented is not None,
        )
        history = History(
            story, dice, self.calendar, self.numbers, person, dossier, self.kinds
        ).tell()
        write_person(tables, dice, person, who, created=history.opened_at, calendar=self.calendar)
        french = write_education(tables, dice, dossier, life, today.year)
        write_contact(tables, dice, person, who, draw_reach(dice, who, commune), french)
        write_identifiers(
            tables,
            dice,
            person,
            story.number,
            has_rsa=life.standing == RSA,
            department=self.organisations["cd"].pk,
        )
        write_household(tables, dice, dossier, life, today.year)
        write_rights(tables, dice, dossier, life, self.calendar)
        write_work(tables, dice, dossier, life, self.calendar)
        write_history(tables, history, dossier)
        outline = f"{who.first_names.split(' ')[0]} {(who.usage_name or who.birth_name)[:1]}."
        write_meetings(tables, history.meetings, outline, story, dossier, self.calendar)
