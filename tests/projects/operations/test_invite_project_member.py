import json

import pytest

from jalon.kernel.errors import Denied
from jalon.post.models import Mail
from jalon.projects.operations import invite_project_member
from jalon.projects.operations.invite_project_member import AlreadyAboard, Body, UnknownBody
from jalon.projects.states import MemberState
from jalon.vault.sealing import open_sealed
from tests.factories import siret
from tests.projects.situations import AT, begun, body_of, stranger_body

pytestmark = pytest.mark.django_db


def test_a_body_without_an_address_is_foreseen_and_one_with_it_is_told():
    world = begun()

    silent = invite_project_member(
        project=world.project, body=stranger_body(), by=world.carrier, at=AT
    )
    body = stranger_body(7002, email="contact@association.example")
    told = invite_project_member(project=world.project, body=body, by=world.carrier, at=AT)

    assert (silent.state, told.state) == (MemberState.FORESEEN, MemberState.INVITED)
    [mail] = Mail.objects.filter(kind="project_invitation")
    said = json.loads(open_sealed(mail.envelope))
    assert said["to"] == "contact@association.example"
    assert world.project.title not in said["body"]


def test_once_known_and_by_the_carrier():
    world = begun()

    with pytest.raises(AlreadyAboard):
        invite_project_member(
            project=world.project, body=body_of(world.partner), by=world.carrier, at=AT
        )
    with pytest.raises(UnknownBody):
        invite_project_member(
            project=world.project, body=Body(siret(7003)), by=world.carrier, at=AT
        )
    with pytest.raises(Denied):
        invite_project_member(
            project=world.project, body=body_of(world.rival), by=world.partner, at=AT
        )
