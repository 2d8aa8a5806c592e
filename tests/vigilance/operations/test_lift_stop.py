import pytest
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole, User
from jalon.kernel.errors import Denied
from jalon.vigilance.counting import spend
from jalon.vigilance.models import Alert, Sighting, Standing, Step
from jalon.vigilance.operations import lift_stop
from jalon.vigilance.operations.lift_stop import AlreadyLifted, StoppedElsewhere
from jalon.vigilance.queries import readable_alerts
from tests.factories import actor
from tests.facts import recorded, refused
from tests.vigilance.situations import alert_about, colleague

pytestmark = pytest.mark.django_db

NOT_YOU = (
    "Une suspension est levée ou maintenue par une personne responsable de cet organisme ou par"
    " le contact de sécurité, jamais par la personne concernée."
)
ELSEWHERE = "Ce compte est suspendu par un autre organisme : c’est à lui de lever la suspension."


def lift(alert, by):
    return lift_stop(alert=alert, reason="Appelée à son bureau.", by=by, at=timezone.now())


def test_a_manager_lets_the_account_read_again_and_counts_from_nothing():
    who = actor()
    spend(who, range(1, 60), opens=True, at=timezone.now())
    alert, by = alert_about(who), colleague(who.organisation_id)

    lift(alert, by)

    spend(who, range(1, 60), opens=True, at=timezone.now())
    alert.refresh_from_db()
    assert (alert.decision, alert.reason) == ("lifted", "Appelée à son bureau.")
    assert alert.decided_by_id == by.affiliation_id
    assert Standing.objects.get().stopped_at is None
    assert Sighting.objects.count() == 59
    fact = {
        "alert_id": alert.pk,
        "user_id": who.user_id,
        "organisation_id": who.organisation_id,
        "classes": [],
    }
    assert recorded()[-1] == ("stop.lifted", fact)


def test_one_body_does_not_lift_what_another_stopped():
    here = actor()
    there = actor(user=User.objects.get(pk=here.user_id))
    stop = alert_about(there)
    doubt, manager = alert_about(here, Step.DOUBT), colleague(here.organisation_id)

    for decision in ("", "kept"):
        Alert.objects.filter(pk=stop.pk).update(
            decision=decision, decided_at=timezone.now() if decision else None
        )
        with refused(StoppedElsewhere, ELSEWHERE):
            lift(doubt, manager)
    assert Standing.objects.get(user_id=here.user_id).stopped_at is not None

    lift(stop, colleague(there.organisation_id))
    lift(doubt, manager)


def test_nobody_lifts_their_own_under_any_hat():
    who = colleague(actor().organisation_id)
    alert = alert_about(who)
    other_hat = actor(
        user=User.objects.get(pk=who.user_id),
        organisation__kind=OrganisationKind.OPERATOR,
        role=AffiliationRole.DATA_PROTECTION,
    )

    for hat in (who, other_hat):
        with refused(Denied, NOT_YOU):
            lift(alert, hat)
        assert list(readable_alerts(hat)) == []


def test_neither_a_stranger_nor_a_newcomer_nor_whoever_is_stopped_too_lifts_it():
    who = actor()
    alert = alert_about(who)
    stopped = colleague(who.organisation_id)
    alert_about(stopped)

    for by in (
        actor(role=AffiliationRole.MANAGER),
        colleague(who.organisation_id, AffiliationRole.PROFESSIONAL),
        colleague(who.organisation_id, AffiliationRole.DATA_PROTECTION),
        colleague(who.organisation_id, confirmed_at=timezone.now()),
        stopped,
    ):
        with refused(Denied, NOT_YOU):
            lift(alert, by)


def test_the_security_contact_and_the_officer_of_the_platform_lift_any(settings):
    settings.JALON_SECURITY_CONTACT = "Securite@organisme.example"
    contact = actor(user__email="securite@organisme.example")
    officer = actor(
        organisation__kind=OrganisationKind.OPERATOR, role=AffiliationRole.DATA_PROTECTION
    )

    for by in (contact, officer):
        alert = alert_about(actor())
        assert alert in readable_alerts(by)
        assert lift(alert, by).decision == "lifted"


def test_what_is_lifted_is_not_lifted_twice_and_what_is_kept_may_be():
    who = actor()
    alert, by = alert_about(who), colleague(who.organisation_id)
    Alert.objects.update(decision="kept", decided_at=timezone.now())
    lift(alert, by)

    with refused(AlreadyLifted, "Cette suspension est déjà levée."):
        lift(alert, by)
