"""What each invented person and the institutions agreed to do: goals, steps, late ones, ends.

The first plan comes with the first contract, 57 days after the orientation on average. Invented
people have no account: what they accept is written as said in an interview, by who heard it.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Final

from jalon.synthetic.calendar import Calendar
from jalon.synthetic.plots import Fact, Numbers, Plot, Seat
from jalon.synthetic.staff import Post
from jalon.synthetic.tables import Tables, sealed, uuid7

PERSON, LEAD, OTHER = "person", "lead", "other"  # who does it: OTHER, another body of the team
# Theme → the goal, then its steps.
GOALS: Final[dict[str, tuple[str, tuple[tuple[str, str], ...]]]] = {
    "mobilite": ("Me déplacer pour travailler", (
        ("Demander l'aide au permis de conduire", LEAD), ("S'inscrire à l'auto-école", PERSON),
        ("Essayer la ligne de bus du matin", PERSON), ("Prêter un vélo électrique", OTHER),
    )),
    "logement-hebergement": ("Avoir un logement à moi", (
        ("Déposer la demande de logement social", PERSON),
        ("Appuyer la demande auprès du bailleur", LEAD), ("Chercher un garant", PERSON),
    )),
    "famille": ("Faire garder mes enfants", (
        ("Appeler la crèche et deux assistantes maternelles", PERSON),
        ("Réserver une place en accueil d'urgence", LEAD),
    )),
    "difficultes-financieres": ("Retrouver un budget qui tient", (
        ("Rassembler les factures des trois derniers mois", PERSON),
        ("Négocier un échéancier avec le fournisseur", LEAD),
    )),
    "difficultes-administratives-ou-juridiques": ("Avoir mes papiers à jour", (
        ("Prendre rendez-vous en préfecture", PERSON), ("Écrire à la caisse avec moi", LEAD),
    )),
    "lecture-ecriture-calcul": ("Être plus à l'aise pour lire et écrire", (
        ("Aller à l'atelier du mardi", PERSON), ("Proposer un rendez-vous d'évaluation", OTHER),
    )),
    "numerique": ("Faire mes démarches en ligne", (
        ("Venir à l'atelier numérique", PERSON), ("Prêter un ordinateur pour trois mois", LEAD),
    )),
    "se-former": ("Suivre une formation", (
        ("Choisir une formation avec le conseiller", PERSON),
        ("Vérifier le financement de la formation", OTHER),
    )),
    "trouver-un-emploi": ("Retrouver un emploi", (
        ("Mettre à jour mon CV", PERSON), ("Répondre à deux offres par semaine", PERSON),
        ("Présenter la candidature à trois employeurs", OTHER),
    )),
    "remobilisation": ("Reprendre un rythme", (
        ("Venir à l'atelier collectif du jeudi", PERSON), ("Chercher une activité avec moi", LEAD),
    )),
}  # fmt: skip
WORK: Final = "trouver-un-emploi"
WHY: Final = (
    "Les horaires ne vont pas avec l'école.", "Trop loin sans voiture.", "Le projet a changé.",
    "Une autre solution a été trouvée.",
)  # fmt: skip
# proposed, accepted, in progress, done, done without effect, abandoned: before its day, and after.
BEFORE, AFTER = (16, 52, 32, 0, 0, 0), (3, 12, 10, 52, 9, 14)
# Nobody leaves a step late for ever: beyond some weeks it is done, or given up.
LONG_AFTER, SOME_WEEKS = (0, 0, 0, 62, 14, 24), 42
STATES: Final = ("proposed", "accepted", "in_progress", "done", "vain", "abandoned")


@dataclass(slots=True)
class Row:
    """A goal, or a step of one: instants in seconds since 1970; `by` who proposed it."""

    id: int
    title: str
    by: Post
    at: int
    state: str = "proposed"
    agreed: int | None = None
    body: Post | None = None
    begun: int | None = None
    ended: int | None = None
    word: str = ""
    goal: int = 0
    theme: str = ""
    doer: int | None = None
    due: int = 0  # days before today; negative, to come
    effect: str = ""
    repeats: int | None = None


@dataclass(slots=True)
class Agreements:
    """One dossier's goals and steps, and their facts."""

    goals: list[Row] = field(default_factory=list)
    steps: list[Row] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


def agree(
    plot: Plot, seats: list[Seat], opened: int, calendar: Calendar, numbers: Numbers
) -> Agreements:
    """The plan of one person, when their contract has been talked about."""
    dice, made = Random(plot.number * 6_007 + 29), Agreements()  # its own: nothing else moves
    lead = next((one for one in seats if one.role == "referent" and not one.ended), None)
    first = calendar.days_ago(max(opened, lead.started) if lead else opened)
    day = first - int(dice.expovariate(1 / 35)) - 3
    if lead is None or lead.post is None or lead.post == plot.welcome or day < 4:
        return made
    others = [
        one.post for one in seats
        if one.post and not one.ended and one.until is None and one is not lead
    ]  # fmt: skip
    themes = [theme for theme in (*plot.themes, WORK) if theme in GOALS]
    for theme in dict.fromkeys(themes[: dice.choice((1, 2, 2, 3))]):
        story = _Story(dice, calendar, numbers, made, lead.post, others, lead.started)
        story.tell(theme, max(4, day - dice.randrange(0, 90)))
    made.facts.sort(key=lambda fact: fact.at)
    return made


@dataclass(slots=True)
class _Story:
    """How one goal was talked about, and what became of its steps."""

    dice: Random
    calendar: Calendar
    numbers: Numbers
    made: Agreements
    lead: Post
    others: list[Post]
    since: int

    def tell(self, theme: str, day: int) -> None:
        title, steps = GOALS[theme]
        goal = Row(self._number("goal"), title, self.lead, self._at(day), theme=theme)
        self._accept(goal, "goal", self.lead)
        self.made.goals.append(goal)
        self._record(goal.at, "goal.proposed", self.lead, goal_id=goal.id, role="body")
        for rank in range(self.dice.randint(1, len(steps))):
            self._step(goal, *steps[rank], max(3, day - 20 * rank))
        mine = [step for step in self.made.steps if step.goal == goal.id]
        if all(step.state == "done" for step in mine) and self.dice.random() < 0.5:
            last = max(step.ended or step.at for step in mine)
            self._end(goal, "done", last + 3_600, "goal.reached", goal_id=goal.id, role="body")

    def _step(self, goal: Row, title: str, who: str, day: int, repeats: int | None = None) -> None:
        doer = self._doer(who)
        step = Row(self._number("step"), title, self.lead, max(self._at(day), goal.at + 120))
        step.goal, step.repeats = goal.id, repeats
        step.doer = doer.organisation_id if doer else None
        step.due = day - self.dice.choice((14, 21, 30, 45, 60))
        odds = LONG_AFTER if step.due > SOME_WEEKS else AFTER if step.due > 0 else BEFORE
        state = self.dice.choices(STATES, odds)[0]
        self.made.steps.append(step)
        self._record(step.at, "step.proposed", self.lead, step_id=step.id, role="body")
        if state == "proposed":
            step.body = self.lead if doer in {None, self.lead} else None
            return
        self._accept(step, "step", doer or self.lead)
        self._lead_on(step, state, day)
        if state == "vain" and day > 60 and self.dice.random() < 0.6:
            self._step(goal, title, who, max(3, step.due - 5), step.id)

    def _lead_on(self, step: Row, state: str, day: int) -> None:
        """From the agreement to where it stands today."""
        about: dict[str, object] = {"step_id": step.id, "role": "body"}
        agreed = step.agreed or step.at
        if state == "in_progress":
            step.state, step.begun = state, agreed + 600
            self._record(step.begun, "step.started", self.lead, **about)
        elif state in {"done", "vain"}:
            step.effect = "nothing" if state == "vain" else self.dice.choice(("helped", ""))
            at = max(self._at(self.dice.randint(1, max(1, day - 2))), agreed + 900)
            self._end(step, "done", at, "step.finished", **about, status=step.effect)
        elif state == "abandoned":
            step.word = self.dice.choice(WHY)
            at = max(self._at(self.dice.randint(1, max(1, day - 2))), agreed + 900)
            self._end(step, state, at, "step.abandoned", **about)

    def _accept(self, row: Row, noun: str, body: Post) -> None:
        row.agreed, row.body, row.state = row.at + 60, body, "accepted"
        about: dict[str, object] = {f"{noun}_id": row.id, "role": PERSON, "is_oral": True}
        self._record(row.agreed, f"{noun}.accepted", self.lead, **about, is_binding=True)

    def _end(self, row: Row, state: str, at: int, kind: str, **about: object) -> None:
        row.state, row.ended = state, at
        self._record(at, kind, self.lead, **about)

    def _doer(self, who: str) -> Post | None:
        if who == PERSON:
            return None
        return self.others[0] if who == OTHER and self.others else self.lead

    def _at(self, day: int) -> int:
        at = self.calendar.instant(max(1, day), self.dice)
        return max(at, self.since + 1_200)

    def _number(self, noun: str) -> int:
        number: int = getattr(self.numbers, noun)
        setattr(self.numbers, noun, number + 1)
        return number

    def _record(self, at: int, kind: str, post: Post, **about: object) -> None:
        self.made.facts.append(Fact(at, kind, about, post))


def write_agreements(
    tables: Tables, made: Agreements, plot: Plot, dossier: int, calendar: Calendar
) -> None:
    dice = Random(plot.number * 6_007 + 31)

    def text(instant: int | None) -> str | None:
        return None if instant is None else calendar.text(instant)

    def shared(row: Row, rank: int) -> tuple[object, ...]:
        heard = row.by.affiliation_id if row.agreed else None
        body_at = text(row.agreed or row.at) if row.body else None
        return (
            row.id, uuid7(row.at, dice), dossier, sealed(row.title), row.state, rank, 1, "body",
            row.by.affiliation_id, row.by.organisation_id, text(row.at), text(row.agreed), heard,
            body_at, row.body and row.body.affiliation_id, "body" if row.ended else "",
            row.by.affiliation_id if row.ended else None, text(row.ended), sealed(row.word),
        )  # fmt: skip

    for rank, goal in enumerate(made.goals, 1):
        tables.add("plans_goal", *shared(goal, rank))
        if goal.theme in plot.themes:
            tables.add("plans_goaltheme", dossier, goal.id, goal.theme)
    for rank, step in enumerate(made.steps, 1):
        tables.add(
            "plans_step", *shared(step, rank), step.goal, "body" if step.doer else "person",
            step.doer, calendar.iso(step.due), text(step.begun), step.effect, step.repeats,
        )  # fmt: skip
