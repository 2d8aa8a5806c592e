"""The rules and row-level security say the same of what the entry holds, capacity by capacity."""

import pytest
from django.utils import timezone

from jalon.access.policy.blocks import Block
from jalon.access.policy.levels import Level
from jalon.accounts.acting import acting
from jalon.accounts.actor import actor_of
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.rules import rights
from jalon.entry.models import Grounds, Handover, Orientation, Reorientation, TrackPeriod
from jalon.entry.operations import flag_orientation, propose_handover
from tests.entry.situations import NOTE, asked_again, officer, to_orient
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    actor,
    make_dossier,
)

pytestmark = pytest.mark.django_db
TABLES = (Orientation, Grounds, TrackPeriod, Reorientation, Handover)
SEATED = ("ccas", "france_travail", "caf", "siae", "women_rights", "cpam")


@pytest.fixture
def dossier():
    """Oriented, asked to be oriented again, and proposed to another référent."""
    asked = asked_again(officer())
    by = actor(asked.dossier.referent.affiliation)
    propose_handover(
        dossier=asked.dossier, affiliation=AffiliationFactory(), note=NOTE, by=by,
        at=timezone.now(),
    )  # fmt: skip
    return asked.dossier


def seen(hat, dossier):
    """What the database shows of each table, and what the rules say, for one hat."""
    now = timezone.now()
    who = actor_of(hat, on=timezone.localdate(), at=now)
    with acting(who, at=now):
        shown = {one.__name__ for one in TABLES if one.objects.filter(dossier=dossier).exists()}
    return shown, rights(who, dossier)


def allowed(allows):
    said = set()
    if allows.reads(Block.RIGHTS):
        said |= {"Orientation", "TrackPeriod"}
    if allows.levels.get(Block.CONTRACT) in {Level.READ, Level.WRITE}:
        said |= {"Grounds", "Reorientation"}
    if allows.levels.get(Block.TEAM) in {Level.READ, Level.WRITE}:
        said |= {"Handover"}
    return said


@pytest.mark.parametrize("kind", SEATED)
def test_whoever_holds_a_seat(dossier, kind):
    hat = AffiliationFactory(organisation__kind=kind)
    MembershipFactory(dossier=dossier, affiliation=hat, role="partner")

    shown, allows = seen(hat, dossier)

    assert shown == allowed(allows)


def test_the_payer_knows_the_decision_and_never_why(dossier):
    hat = AffiliationFactory(organisation__kind="caf")
    MembershipFactory(dossier=dossier, affiliation=hat, role="partner")

    assert seen(hat, dossier)[0] == {"Orientation", "TrackPeriod"}


def test_the_referent_their_manager_and_strangers(dossier):
    referent = dossier.referent.affiliation
    body = referent.organisation
    manager = AffiliationFactory(organisation=body, role=AffiliationRole.MANAGER)

    assert seen(referent, dossier)[0] == {one.__name__ for one in TABLES}
    for hat in (manager, AffiliationFactory(organisation=body), officer(), AffiliationFactory()):
        shown, allows = seen(hat, dossier)
        assert shown == allowed(allows)
    assert seen(Handover.objects.get().affiliation, dossier)[0] == {"Handover"}


def test_what_waits_is_seen_by_the_officers_of_the_body_then_of_france_travail():
    body = OrganisationFactory(kind="departement")
    agency = officer(OrganisationFactory(kind="france_travail"))
    waits = to_orient(body, days_ago=50)
    mine, colleague = officer(body), AffiliationFactory(organisation=body)

    before = [seen(hat, waits.dossier)[0] for hat in (mine, colleague, agency, officer())]
    flag_orientation(orientation=waits, by=None, at=timezone.now())

    assert before == [{"Orientation"}, set(), set(), set()]
    assert seen(agency, waits.dossier)[0] == {"Orientation"}
    assert seen(officer(), waits.dossier)[0] == set()
    assert seen(AffiliationFactory(), make_dossier())[0] == set()
