"""Which goals and steps exist for whom: the rule, row-level security and the page say the same."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Objection, Sharing, TeamRole
from jalon.plans.models import Goal, GoalTheme, Step
from jalon.plans.rules import WRITE_PLAN, sees
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.space.situations import account_of, person_actor

pytestmark = pytest.mark.django_db

KINDS = (
    "departement", "france_travail", "siae", "training", "housing_office", "justice",
    "addiction_care", "caf", "mdph", "employer",
)  # fmt: skip


def around(world):
    """One hat of each kind around the person, and those who hold no seat."""
    hats = {}
    for kind in KINDS:
        hats[kind] = AffiliationFactory(organisation__kind=kind, organisation__name=f"Un {kind}")
        MembershipFactory(dossier=world.dossier, affiliation=hats[kind], role=TeamRole.PARTNER)
    for role in (AffiliationRole.REVIEW_PANEL, AffiliationRole.ORIENTATION_OFFICER):
        hats[role] = AffiliationFactory(role=role)
        MembershipFactory(dossier=world.dossier, affiliation=hats[role])
    body = world.dossier.referent.organisation
    hats["manager"] = AffiliationFactory(role=AffiliationRole.MANAGER, organisation=body)
    hats["steering"] = AffiliationFactory(role=AffiliationRole.STEERING)
    hats["stranger"] = AffiliationFactory()
    hats["objected"] = AffiliationFactory(organisation__kind="ccas")
    MembershipFactory(dossier=world.dossier, affiliation=hats["objected"])
    Objection.objects.create(
        dossier=world.dossier, organisation=hats["objected"].organisation, block="K",
        granted_at=timezone.now(),
    )  # fmt: skip
    hats["referent"], hats["other"] = world.dossier.referent.affiliation, world.other_hat
    return hats


@pytest.fixture
def lived(world):
    hats = around(world)
    for kind in ("referent", "siae", "justice", "addiction_care"):
        goal = world.goal("Avancer", "mobilite", "sante", by=actor(hats[kind]))
        for doer in (None, "training", "justice", "siae"):
            world.step(goal, organisation=doer and hats[doer].organisation, by=actor(hats[kind]))
    world.goal("Le sien", by=world.person)
    return hats


def rows():
    goals = Goal.objects.select_related("dossier", "proposed_body")
    steps = Step.objects.select_related("dossier", "proposed_body", "organisation")
    return [*goals, *steps]


def test_the_rule_and_the_database_agree_for_every_kind_of_reader(world, lived):
    everything, now, seen = rows(), timezone.now(), {}
    people = {name: actor(hat) for name, hat in lived.items()} | {
        "person": world.person,
        "another person": person_actor(other := make_dossier(), account_of(other.person)),
    }

    for name, who in people.items():
        by_rule = {(type(row), row.pk) for row in everything if sees(who, row)}
        with acting(who, at=now, subject=world.dossier.public_id):
            by_database = {(type(row), row.pk) for row in rows()}
            themes = set(GoalTheme.objects.values_list("theme", flat=True))
        assert by_database == by_rule, name
        seen[name] = (len(by_rule), themes)

    whole = len(everything)
    assert seen["referent"][0] == seen["person"][0] == whole
    assert 0 < seen["siae"][0] < whole
    assert 0 < seen["other"][0] < whole  # without what says something of justice or of care
    assert seen["person"][1] == {"mobilite", "sante"}
    assert "sante" not in seen["other"][1]
    for name in ("caf", "stranger", "steering", "objected", "another person"):
        assert seen[name] == (0, set()) or (name in {"caf", "objected"} and seen[name][0] == 0)


def test_who_may_write_is_who_the_matrix_says(world, lived):
    may = {name for name, hat in lived.items() if WRITE_PLAN.allows(actor(hat), world.dossier)}

    assert {"referent", "other", "siae", "justice"} <= may
    assert not may & {"caf", "stranger", "steering", "objected", "manager", "review_panel"}
    assert WRITE_PLAN.allows(world.person, world.dossier)
    assert not WRITE_PLAN.allows(world.person, make_dossier())


def test_addressed_or_archived_nothing_more_opens(world):
    hat = AffiliationFactory(organisation__kind="caf")
    MembershipFactory(dossier=world.dossier, affiliation=hat)
    Sharing.objects.create(
        dossier=world.dossier, organisation=hat.organisation, block="B",
        shared_by=world.dossier.referent.affiliation, shared_at=timezone.now(),
    )  # fmt: skip
    goal = world.goal()
    assert not sees(actor(hat), goal)
    goal.dossier.closed_at = goal.dossier.archived_at = timezone.now() + dt.timedelta(seconds=1)

    assert not sees(world.referent, goal)
    assert not sees(world.person, goal)
