"""Who meets around the appraisal of a filed project: an officer, two readers, a body asked."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from jalon.appraisal.arbitration.candidates import Candidate
from jalon.appraisal.arbitration.constraints import Constraint, Rule
from jalon.appraisal.models import Opinion, Review, Scenario
from jalon.appraisal.operations import (
    ask_opinion,
    assign_review,
    declare_admissibility,
    declare_interests,
    draft_scenario,
    give_review,
    write_marks,
)
from jalon.appraisal.queries.scenarios import candidates_of
from jalon.calls.content import grid
from jalon.calls.operations import close_calls
from jalon.journal.models import Entry
from jalon.projects.models import Project
from tests.calls.situations import CLOSES, officer, version_of
from tests.projects.situations import World as Filed
from tests.projects.situations import filed

CLOSED = CLOSES + dt.timedelta(days=1)
AT = CLOSED + dt.timedelta(days=1)
DUE = (AT + dt.timedelta(days=20)).date()


@dataclass
class World:
    """A filed project of a closed call; `head` is responsible for the body that called."""

    filed: Filed
    officer: Actor
    head: Actor
    readers: tuple[Actor, Actor, Actor]
    agency: Actor

    @property
    def project(self) -> Project:
        return Project.objects.select_related("call", "carrier").get(pk=self.filed.project.pk)


def received() -> World:
    """Filed, its call closed; nobody has looked at it."""
    world = filed()
    close_calls(by=None, at=CLOSED)
    state = world.state
    head = officer(role=AffiliationRole.MANAGER, organisation_id=state.organisation_id)
    readers = (officer(kind=OrganisationKind.DDETS), officer(), officer())
    return World(world, state, head, readers, officer(kind=OrganisationKind.ARS))


def admitted() -> World:
    world = received()
    declare_admissibility(
        project=world.project, is_admissible=True, reason="", by=world.officer, at=AT
    )
    return world


def entrusted(world: World, reader: Actor) -> Review:
    hat = Affiliation.objects.get(pk=reader.affiliation_id)
    return assign_review(project=world.project, reviewer=hat, due_on=DUE, by=world.officer, at=AT)


def open_to(world: World, reader: Actor) -> Review:
    """Entrusted, and declared without interest."""
    review = entrusted(world, reader)
    return declare_interests(review=review, has_interest=False, reason="", by=reader, at=AT)


def marks(review: Review, *, part: float = 10) -> dict[str, tuple[int | None, str]]:
    """`part` tenths of the points of each line."""
    return {one.code: (round(one.weight * part), "Clair") for one in grid(review.version.grid)}


def given(world: World, reader: Actor, *, part: float = 10) -> Review:
    review = open_to(world, reader)
    write_marks(review=review, marks=marks(review, part=part), by=reader, at=AT)
    return give_review(review=review, by=reader, at=AT)


def asked(world: World, body: Actor, **values: Any) -> Opinion:
    return ask_opinion(
        project=world.project, organisation=Organisation.objects.get(pk=body.organisation_id),
        due_on=DUE, by=world.officer, at=AT, **values,
    )  # fmt: skip


def kinds_of(project: Project) -> list[str]:
    """The facts of its appraisal, oldest first."""
    facts = Entry.objects.filter(stream=f"appraisal/{project.pk}").order_by("position")
    return list(facts.values_list("kind", flat=True))


def arbitrable() -> World:
    """Admissible, and marked by two."""
    world = admitted()
    given(world, world.readers[0], part=8)
    given(world, world.readers[1], part=8)
    return world


def begun_scenario(world: World, *, name: str = "Équilibre", most: int = 15_000_000_00) -> Scenario:
    """With an envelope alone."""
    return draft_scenario(
        call=world.project.call, name=name, constraints=[Constraint(Rule.ENVELOPE, most=most)],
        by=world.officer, at=AT,
    )  # fmt: skip


def among(world: World) -> list[Candidate]:
    call = world.project.call
    return candidates_of(call, version_of(call), world.officer, AT)


def kinds_of_scenarios(world: World) -> list[str]:
    """The facts of its arbitration, oldest first."""
    facts = Entry.objects.filter(stream=f"arbitration/{world.project.call_id}")
    return list(facts.order_by("position").values_list("kind", flat=True))
