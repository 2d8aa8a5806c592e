"""Plans in each of their states, around Camille, her référent and another body."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.plans.models import Effect, Goal, State, Step
from jalon.plans.operations import (
    abandon_step,
    accept_goal,
    accept_step,
    decline_step,
    finish_step,
    propose_goal,
    propose_step,
    start_step,
)
from tests.factories import AffiliationFactory, MembershipFactory, actor
from tests.space.situations import camille, person_actor


@dataclass
class World:
    """Camille, her référent (a département) and a co-advisor of another body (France Travail)."""

    dossier: Dossier = field(default_factory=camille)
    person: PersonActor = field(init=False)
    referent: Actor = field(init=False)
    other_hat: Affiliation = field(init=False)
    other: Actor = field(init=False)

    def __post_init__(self) -> None:
        access = self.dossier.person.accesses.filter(ended_at=None).first()
        self.person = person_actor(self.dossier, access.user if access else None)
        self.referent = actor(self.dossier.referent.affiliation)
        self.other_hat = AffiliationFactory(
            organisation__kind="france_travail", organisation__name="France Travail inventé"
        )
        MembershipFactory(dossier=self.dossier, affiliation=self.other_hat)
        self.other = actor(self.other_hat)

    def goal(self, title: str = "Passer le permis", *themes: str, by: Any = None) -> Goal:
        return propose_goal(
            dossier=self.dossier, title=title, themes=themes, by=by or self.referent, at=now()
        )

    def step(self, goal: Goal | None = None, *, by: Any = None, **more: Any) -> Step:
        """One that Camille would do, proposed by her référent, before ten days."""
        typed: dict[str, Any] = {
            "title": "Appeler l'auto-école", "organisation": None, "due_on": in_days(10),
        } | more  # fmt: skip
        return propose_step(goal=goal or self.goal(), by=by or self.referent, at=now(), **typed)

    def step_in(self, state: str, goal: Goal | None = None, **more: Any) -> Step:
        """The same step, led to a state as people lead it there."""
        step = self.step(goal, **more)
        yes = {"seen": 1, "by": self.person, "at": now()}
        if state == State.DECLINED:
            return decline_step(step=step, word="Trop loin.", **yes)
        if state == State.PROPOSED:
            return step
        step = accept_step(step=step, **yes)
        later = {"step": step, "by": self.person, "at": now()}
        if state == State.IN_PROGRESS:
            return start_step(**later, seen=2)
        if state == State.DONE:
            return finish_step(**later, seen=2, word="Fait.", effect=Effect.HELPED)
        if state == State.ABANDONED:
            return abandon_step(**later, seen=2, word="Plus besoin.")
        return step


def now() -> dt.datetime:
    return timezone.now()


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def lively(dossier: Dossier) -> Goal:
    """A plan with something in each state and on both sides, and what the rules point at."""
    world = World(dossier)
    goal = world.goal("Passer le permis", "mobilite")
    accept_goal(goal=goal, seen=1, by=world.referent, at=now(), is_oral=True)
    for state, title in (
        (State.ACCEPTED, "Appeler l'auto-école"),
        (State.IN_PROGRESS, "Réviser le code deux soirs par semaine"),
        (State.DONE, "Demander un devis"),
        (State.DECLINED, "Aller à Metz le lundi"),
        (State.ABANDONED, "Emprunter la voiture de sa sœur"),
    ):
        world.step_in(state, goal, title=title)
    aid = world.step(goal, title="Payer la moitié", organisation=world.other_hat.organisation)
    aid = accept_step(step=aid, seen=1, by=world.person, at=now())
    accept_step(step=aid, seen=2, by=world.other, at=now())
    Step.objects.filter(pk=aid.pk).update(due_on=in_days(-4))
    world.step(goal, title="Chercher une aide", organisation=dossier.referent.organisation)
    world.goal("Trouver un travail près de chez elle", by=world.person)
    return goal
