"""Who meets around a project: a conseil départemental, its partners, another candidate."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Organisation
from jalon.calls.content import documents, grid
from jalon.calls.models import Call, CallVersion
from jalon.calls.queries.readable import binding
from jalon.journal.models import Entry
from jalon.projects.models import Filing, Funder, Line, Member, Project, Side, Spending
from jalon.projects.operations import (
    answer_project_invitation,
    file_project,
    invite_project_member,
    join_paper,
    open_project,
    revise_project,
    write_line,
    write_part,
    write_text,
)
from jalon.projects.operations.invite_project_member import Body
from jalon.projects.states import ProjectState
from tests.calls.situations import OPENS, officer, published
from tests.factories import TerritoryFactory, siret

AT = OPENS + dt.timedelta(days=1)
SPENT = {"side": Side.SPENDING, "post": Spending.STAFF, "label": "Coordination", "year": 2027}


@dataclass
class World:
    """A call, a project on it, its carrier and a partner aboard; a rival who knows nothing."""

    state: Actor
    carrier: Actor
    partner: Actor
    rival: Actor
    call: Call
    project: Project

    def member(self, who: Actor) -> Member:
        return Member.objects.select_related("project").get(
            project=self.project, organisation_id=who.organisation_id
        )

    def now(self) -> Project:
        return Project.objects.select_related("call", "carrier").get(pk=self.project.pk)


def begun() -> World:
    """A project just opened, France Travail invited and aboard."""
    state = officer()
    carrier = officer(kind=OrganisationKind.DEPARTEMENT)
    partner = officer(kind=OrganisationKind.FRANCE_TRAVAIL)
    rival = officer(kind=OrganisationKind.DEPARTEMENT)
    call = published(state)
    project = open_project(call=call, title="Un projet inventé", by=carrier, at=AT)
    invite_project_member(project=project, body=body_of(partner), by=carrier, at=AT)
    world = World(state, carrier, partner, rival, call, project)
    answer_project_invitation(member=world.member(partner), accepts=True, by=partner, at=AT)
    return world


def body_of(who: Actor) -> Body:
    return Body(Organisation.objects.get(pk=who.organisation_id).siret)


def stranger_body(number: int = 7001, **fields: Any) -> Body:
    """A body that the directory does not know."""
    given = {"name": "Association inventée", "kind": OrganisationKind.ASSOCIATION, **fields}
    return Body(siret(number), **given)


def line(world: World, **values: Any) -> Line:
    """A line of the plan, a spending unless said otherwise."""
    given = {**SPENT, **values}
    if given["side"] == Side.RESOURCE:
        given.pop("post")
    return write_line(project=world.project, values=given, by=world.carrier, at=AT)


def brought(world: World, funder: Funder, cents: int, **values: Any) -> Line:
    return line(world, side=Side.RESOURCE, funder=funder, amount_cents=cents, **values)


def complete() -> World:
    """A project that lacks nothing: 100,000 € spent, 80 % by the State."""
    world = begun()
    for who in (world.carrier, world.partner):
        write_part(member=world.member(who), changes={"role": "Agir"}, seen=1, by=who, at=AT)
    coordinated(world)
    return world


def coordinated(world: World, at: dt.datetime = AT) -> None:
    """All that the carrier writes: texts, frame, perimeter, money, documents."""
    project, by = world.project, world.carrier
    version = binding(world.call)
    assert version is not None
    for code in ("resume", *(one.code for one in grid(version.grid))):
        write_text(project=project, code=code, body=f"Texte {code}", seen=0, by=by, at=at)
    place: Any = TerritoryFactory()  # type: ignore[no-untyped-call]
    changes = {
        "starts_on": dt.date(2027, 4, 1), "months": 24, "public_is_broad": True,
        "zonings_present": ["qpv"], "zonings_associated": ["qpv"], "places": [place],
    }  # fmt: skip
    revise_project(project=project, changes=changes, seen=1, by=by, at=at)
    line(world, amount_cents=100_000_00)
    brought(world, Funder.STATE, 80_000_00)
    brought(world, Funder.CARRIER, 20_000_00)
    for one in documents(version.documents):
        if one.required:
            join_paper(
                project=project, document=one.code, name="rib.pdf", content=b"%PDF-1.7", by=by,
                at=at,
            )  # fmt: skip


def filed() -> World:
    world = complete()
    file_project(project=world.project, by=world.carrier, at=AT)
    return world


def received(world: World) -> Project:
    """What rules ask of a filed project, its row and its state: nothing is filed."""
    version = CallVersion.objects.filter(call=world.call).order_by("-number")[0]
    Filing.objects.create(
        project=world.project, number=1, version=version, content={}, eligibility={},
        digest="0" * 64, filed_by_id=world.carrier.affiliation_id, filed_at=AT,
    )  # fmt: skip
    Project.objects.filter(pk=world.project.pk).update(state=ProjectState.FILED)
    return world.now()


def kinds_of(project: Project) -> list[str]:
    """Its facts, oldest first."""
    facts = Entry.objects.filter(stream=f"project/{project.pk}").order_by("position")
    return list(facts.values_list("kind", flat=True))
