"""A screen that comes back asks for a new token; the right is looked at again."""

from collections.abc import Callable

import pytest
from django.test import Client

from jalon.accounts.models import Affiliation
from jalon.live.tokens import claim_of, session_reference
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    PersonFactory,
    make_dossier,
)
from tests.projects.situations import begun
from tests.space.situations import account_of, browser_of, camille

pytestmark = pytest.mark.django_db

SignIn = Callable[[Affiliation], Client]


def test_live_token_of_a_dossier_i_may_read(sign_in: SignIn) -> None:
    seat = MembershipFactory(dossier=make_dossier())
    client = sign_in(seat.affiliation)

    answer = client.get("/direct/jeton", {"sujet": f"dossier/{seat.dossier.public_id}"})

    claim = claim_of(answer.json()["token"])
    assert (claim.user, claim.affiliation, claim.dossier, claim.session) == (
        seat.affiliation.user_id,
        seat.affiliation_id,
        seat.dossier_id,
        session_reference(str(client.session.session_key)),
    )


def test_live_token_of_my_list(sign_in: SignIn) -> None:
    hat = AffiliationFactory()

    answer = sign_in(hat).get("/direct/jeton", {"sujet": "caseload"})

    claim = claim_of(answer.json()["token"])
    assert (claim.affiliation, claim.dossier) == (hat.pk, None)


@pytest.mark.parametrize("topic", ["", "dossier", "dossier/1", "dossier/x", "caseloads", "user/1"])
def test_live_token_of_nothing_known(sign_in: SignIn, topic: str) -> None:
    assert sign_in(AffiliationFactory()).get("/direct/jeton", {"sujet": topic}).status_code == 404


def test_live_token_of_the_dossier_of_others(sign_in: SignIn) -> None:
    topic = f"dossier/{make_dossier().public_id}"

    assert sign_in(AffiliationFactory()).get("/direct/jeton", {"sujet": topic}).status_code == 404


def test_live_token_of_a_project_is_for_those_who_write_it(sign_in: SignIn) -> None:
    world = begun()
    topic = {"sujet": f"project/{world.project.public_id}"}
    found = {}
    for name in ("carrier", "partner", "rival", "state"):
        hat = Affiliation.objects.get(pk=getattr(world, name).affiliation_id)
        found[name] = sign_in(hat).get("/direct/jeton", topic)

    assert [one.status_code for one in found.values()] == [200, 200, 404, 404]
    claim = claim_of(found["partner"].json()["token"])
    assert (claim.project, claim.dossier) == (world.project.pk, None)


def test_my_token_is_of_the_person_s_own_dossier() -> None:
    dossier = camille()
    user = account_of(dossier.person)
    alone = account_of(PersonFactory())

    answer = browser_of(user).get("/mon-espace/direct")

    claim = claim_of(answer.json()["token"])
    assert (claim.user, claim.affiliation, claim.dossier) == (user.pk, -user.pk, dossier.pk)
    assert browser_of(alone).get("/mon-espace/direct").status_code == 404
    hat = dossier.referent.affiliation.user
    assert browser_of(hat).get("/mon-espace/direct").status_code in {302, 403, 404}


def test_live_token_needs_a_session() -> None:
    topic = f"dossier/{make_dossier().public_id}"

    answer = Client().get("/direct/jeton", {"sujet": topic})

    assert (answer.status_code, answer.has_header("Location")) == (302, True)
