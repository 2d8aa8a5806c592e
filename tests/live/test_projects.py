"""The page of a project hears that it changed; its rival and the State never do."""

import pytest

from jalon.projects.operations import (
    answer_project_invitation,
    file_project,
    invite_project_member,
    write_text,
)
from jalon.projects.rules import COMMENT_FIELD, READ_PROJECT
from tests.live.streams import Screen, Streams, project_token_of
from tests.projects.situations import AT, World, begun, body_of, complete

pytestmark = pytest.mark.usefixtures("committed")


def _screen(streams: Streams, who: object, world: World) -> Screen:
    return Screen(streams.port, project_token_of(who, world.project))  # type: ignore[arg-type]


def test_those_who_write_it_are_told_that_it_changed(streams: Streams) -> None:
    world = begun()
    screens = [_screen(streams, who, world) for who in (world.carrier, world.partner)]
    for screen in screens:
        assert screen.status == 200
        screen.until("resync")  # what came before it opened

    write_text(
        project=world.project, code="resume", body="Ensemble", seen=0, by=world.carrier, at=AT
    )

    for screen in screens:
        assert screen.until("resync").data == {"position": None}  # neither what, nor by whom


def test_who_refuses_hears_nothing_more(streams: Streams) -> None:
    world = begun()
    invite_project_member(project=world.project, body=body_of(world.rival), by=world.carrier, at=AT)
    screen = _screen(streams, world.rival, world)
    screen.until("resync")

    answer_project_invitation(
        member=world.member(world.rival), accepts=False, reason="Non", by=world.rival, at=AT
    )

    assert screen.until("ended", past="resync").data == {"reason": "rights"}


def test_the_stream_opens_for_whoever_the_rules_let_inside(streams: Streams) -> None:
    world = complete()
    file_project(project=world.project, by=world.carrier, at=AT)

    for who in (world.carrier, world.partner, world.rival, world.state):
        is_inside = READ_PROJECT.allows(who, world.now()) and COMMENT_FIELD.allows(who, world.now())
        assert (_screen(streams, who, world).status == 200) is is_inside
