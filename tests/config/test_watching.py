"""Row-level security of the doors and of the watch: who arrives, who asks, who was stopped."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from jalon.accounts.acting import acting, acting_as, acting_for, showing
from jalon.accounts.actor import actor_of
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole, Organisation, User
from jalon.config.policy.watching import WATCH_GUARDS
from jalon.directory.models import AffiliationRequest
from jalon.kernel.acting import NOBODY, Acting
from jalon.people.models import IdentityCheck
from jalon.people.operations import request_identity_check
from jalon.vigilance.counting import spend
from jalon.vigilance.models import Alert, Sighting, Standing
from jalon.vigilance.operations import lift_stop, raise_alert
from tests.directory.requests import ask, vouched
from tests.factories import AffiliationFactory, actor
from tests.people.situations import by_franceconnect, pivot
from tests.vigilance.situations import colleague, excess

pytestmark = pytest.mark.django_db
CHECK, ASKED, SEEN, STANDS, ALERT = (guard.table for guard in WATCH_GUARDS)
NOTHING = dict.fromkeys((CHECK, ASKED, SEEN, STANDS, ALERT), 0)


def seen(session):
    """How many rows of each table this session of the database reads."""
    with acting_as(session), connection.cursor() as cursor:
        found = {}
        for table in NOTHING:
            cursor.execute(f"SELECT count(*) FROM {table}")
            [(found[table],)] = cursor.fetchall()
    return found


class World:
    """One body, an account of it that went too far, somebody at its door, a person at ours."""

    def __init__(self):
        self.at = timezone.now()
        self.thief = actor()
        self.body = Organisation.objects.get(pk=self.thief.organisation_id)
        with acting_as(NOBODY):  # as at the door of the site
            self.check = request_identity_check(
                vouched=by_franceconnect("camille"), pivot=pivot(), by=None, at=self.at
            )
            self.asked = ask(self.body)
        with acting(self.thief, at=self.at):  # as on a page
            spend(self.thief, range(1, 6), opens=True, at=self.at)
            self.alert = raise_alert(excess=excess(self.thief), by=self.thief, at=self.at)

    def session(self, who, **more):
        return replace(acting_for(who, at=self.at), **more)

    def here(self, role):
        return colleague(self.body.pk, role)


@pytest.fixture(name="world")
def world_of_one_body():
    return World()


def test_a_session_that_says_nothing_and_another_body_read_no_row(world):
    every = {CHECK: 1, ASKED: 1, SEEN: 5, STANDS: 1, ALERT: 1}
    assert seen(None) == every  # as the owner of the tables: there is something to hide
    others = [actor(role=role) for role in AffiliationRole]

    for session in (NOBODY, Acting(at=world.at.isoformat()), *map(world.session, others)):
        assert seen(session) == NOTHING
    assert seen(Acting(user=str(world.thief.user_id), at=world.at.isoformat())) == NOTHING


def test_at_a_door_one_is_known_by_what_one_shows_alone(world):
    who, place = by_franceconnect("camille"), vouched()
    identity = f"{who.issuer} {who.subject}"
    asking = f"{world.body.pk} {place.issuer} {place.idp_id} {place.subject}"
    stranger = world.session(actor())

    assert seen(replace(NOBODY, shown=identity)) == NOTHING | {CHECK: 1}
    assert seen(replace(NOBODY, shown=f"{identity}x")) == NOTHING
    assert seen(replace(NOBODY, shown=world.check.reference)) == NOTHING  # a number, to nobody
    assert seen(replace(stranger, shown=world.check.reference)) == NOTHING | {CHECK: 1}
    assert seen(replace(stranger, shown=world.check.reference[:-1])) == NOTHING
    assert seen(replace(NOBODY, shown=asking)) == NOTHING | {ASKED: 1}
    with acting_as(NOBODY):
        assert ask(world.body) == world.asked
        assert (
            request_identity_check(vouched=who, pivot=pivot(), by=None, at=world.at) == world.check
        )
        with showing("of", "another"), pytest.raises(DatabaseError), transaction.atomic():
            IdentityCheck(issuer="https://one", subject="two", pivot="{}",
                          requested_at=world.at, expires_at=world.at).save()  # fmt: skip


def test_each_hat_of_the_body_reads_what_it_answers_for(world):
    told = NOTHING | {ASKED: 1, STANDS: 1, ALERT: 1}

    assert seen(world.session(world.here("manager"))) == told
    assert seen(world.session(world.here("administrator"))) == told
    assert seen(world.session(world.here("data_protection"))) == told | {ASKED: 0}
    assert seen(world.session(world.here("professional"))) == NOTHING
    assert seen(world.session(world.thief)) == NOTHING | {SEEN: 5, STANDS: 1, ALERT: 1}
    operator = AffiliationFactory(
        role=AffiliationRole.DATA_PROTECTION, organisation__kind=OrganisationKind.OPERATOR
    )
    guardian = actor()
    contact = User.objects.get(pk=guardian.user_id).email.title()
    watching = NOTHING | {STANDS: 1, ALERT: 1}
    assert seen(world.session(actor_of(operator, on=timezone.localdate()))) == watching
    assert seen(world.session(guardian)) == NOTHING
    assert seen(world.session(guardian, contact=contact)) == watching


def test_the_database_lets_nobody_decide_about_themselves_nor_another_body(world):
    manager, officer = world.here("manager"), world.here("data_protection")
    Affiliation = AffiliationFactory
    boss = Affiliation(user_id=world.thief.user_id, organisation=world.body, role="manager")
    itself = actor_of(boss, on=timezone.localdate())

    for other in (itself, officer, actor(role=AffiliationRole.MANAGER)):
        with acting(other, at=world.at):
            decided = {"decision": "lifted", "decided_at": world.at,
                       "decided_by_id": other.affiliation_id}  # fmt: skip
            assert Alert.objects.update(**decided) == 0
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT jalon_forget_sightings(%s)", [world.thief.user_id])
    with acting(world.thief, at=world.at):
        assert Standing.objects.update(stopped_at=None) == 0
    with acting(officer, at=world.at):
        assert Standing.objects.update(stopped_at=None) == 0
    with acting(manager, at=world.at):
        with pytest.raises(DatabaseError), transaction.atomic():
            Alert.objects.update(counted=0)  # what was counted stays
        lift_stop(alert=world.alert, reason="Appelée.", by=manager, at=world.at)
        assert AffiliationRequest.objects.get().organisation == world.body
    assert not Sighting.objects.exists()
    assert Standing.objects.get().stopped_at is None
