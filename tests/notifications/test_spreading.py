"""Who is told of a fact: whom the table names, if they may know of it, once."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from jalon.access.policy.blocks import Block
from jalon.dossiers.models import Invitation, Membership
from jalon.dossiers.operations import write_note
from jalon.entry.models import Handover
from jalon.entry.operations import accept_transfer
from jalon.journal.models import Entry
from jalon.journal.record import record
from jalon.notifications.jobs import spread
from jalon.notifications.models import Family, Notification, Preference, Way
from jalon.notifications.rules import BY_NAME, RULES, TABLE, Who
from jalon.notifications.spreading import spread_entries
from jalon.notifications.views.words import address
from jalon.people.events import PersonalAccessOpened, PersonalAccessRecovered
from jalon.plans.operations import accept_goal
from tests.conventions.sentences import kinds
from tests.deadlines.situations import department, dossier_in
from tests.entry.operations.test_answer_referent_request import answer, asked, manager_of
from tests.entry.situations import moving_to, officer
from tests.factories import AffiliationFactory, MembershipFactory, OrganisationFactory, actor
from tests.jobs import delivered, run_jobs
from tests.notifications.situations import notes, told
from tests.plans.situations import World, now
from tests.space.situations import account_of, browser_of, camille, person_actor

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "jalon"
pytestmark = pytest.mark.django_db


def test_the_table_names_each_kind_once_and_only_facts_that_exist():
    modules = [*PACKAGE.glob("*/events.py"), *PACKAGE.glob("*/events/*.py")]
    facts = {kind for module in modules for kind in kinds(module.read_text())}
    of_dates = {"commitment.due", "commitment.late", "promise.due", "promise.late", "deadline.late"}

    assert len(RULES) == len(TABLE)
    assert set(RULES) - facts == of_dates
    for one in TABLE:
        to_person = {Who.PERSON, Who.OTHER_SIDE} & set(one.whom)
        assert bool(one.told) >= bool(to_person), one.kind
        assert bool(one.said) >= bool(set(one.whom) - {Who.PERSON}), one.kind
        assert one.place or set(one.whom) <= BY_NAME, one.kind


def test_the_other_side_is_told_and_whoever_spoke_is_not():
    world = World()
    goal = world.goal("Passer le permis", by=world.person)
    world.goal("Trouver un logement")
    accept_goal(goal=goal, seen=1, by=world.referent, at=now())
    run_jobs()

    assert notes(world) == [
        ("référent", "goal.proposed"), ("personne", "goal.proposed"), ("personne", "goal.accepted"),
    ]  # fmt: skip


def test_who_left_before_the_job_is_not_told():
    world = World()
    world.goal(by=world.person)
    stranger = AffiliationFactory()
    Membership.objects.filter(pk=world.dossier.referent_id).update(affiliation=stranger)

    run_jobs()

    assert Notification.objects.filter(user=world.referent.user_id).count() == 0
    assert Notification.objects.filter(user=stranger.user_id).count() == 1


def test_a_private_note_is_told_to_its_body_alone_and_a_note_to_the_team():
    world = World()
    for is_private in (True, False):
        write_note(
            dossier=world.dossier, kind="note", body="Camille cherche", is_private=is_private,
            happened_on=timezone.localdate(), by=world.referent, at=now(),
        )  # fmt: skip
    run_jobs()

    told_of = {row.key for row in Notification.objects.filter(user=world.other.user_id)}
    public = Entry.objects.get(kind="note.written", audience=None)
    assert told_of == {f"fact/{public.pk}"}


def test_a_job_that_starts_again_tells_nobody_twice_by_no_way():
    world = World()
    Preference.objects.create(user_id=world.referent.user_id, family=Family.TURN, way=Way.AT_ONCE)
    world.goal(by=world.person)
    entry = Entry.objects.get(kind="goal.proposed")
    run_jobs()

    spread_entries([entry.pk], at=now())

    [mail] = delivered()
    assert Notification.objects.count() == 1
    assert "Camille" not in mail.subject + mail.body
    assert "permis" not in mail.body
    assert "/notifications" in mail.body
    assert mail.extra_headers["List-Unsubscribe"].endswith("/notifications/reglages>")


def test_what_cannot_wait_leaves_at_once_whatever_was_chosen_and_the_rest_never():
    world = World()
    user = world.referent.user_id
    for family in (Family.TURN, Family.NEWS, Family.TEAM):
        Preference.objects.create(user_id=user, family=family, way=Way.NEVER)
    hat = AffiliationFactory()
    handover = Handover.objects.create(
        dossier=world.dossier, seat=world.dossier.referent, affiliation=hat, shown_as="Camille D.",
        proposed_by_id=world.referent.affiliation_id, proposed_at=now(), note="Camille Durand",
    )  # fmt: skip
    world.goal(by=world.person)
    _record("handover.proposed", world, {"handover_id": handover.pk})
    run_jobs()

    assert [one.to for one in delivered()] == [[hat.user.email]]
    row = Notification.objects.get(affiliation=hat)
    assert (row.family, row.need, row.way) == (Family.URGENT, "", Way.AT_ONCE)


def test_an_emergency_an_empty_seat_and_an_invitation_reach_those_who_must_act():
    """By name: whoever judges, and whoever is asked, though neither reads the dossier."""
    world = World()
    body = world.referent.organisation_id
    officer, invited = (
        AffiliationFactory(role="data_protection", organisation_id=body),
        (AffiliationFactory()),
    )
    manager = AffiliationFactory(role="manager", organisation__kind="ccas")
    seat = MembershipFactory(
        dossier=world.dossier, affiliation=None, organisation=manager.organisation
    )
    invitation = Invitation.objects.create(
        dossier=world.dossier, affiliation=invited, role="partner", shown_as="Camille D.",
        invited_by_id=world.referent.affiliation_id, invited_at=now(),
        expires_at=now() + dt.timedelta(days=7),
    )  # fmt: skip
    for kind, payload in (
        ("exceptional_access.opened", {"access_id": 1}),
        ("member.joined", {"membership_id": seat.pk}),
        ("member.invited", {"invitation_id": invitation.pk}),
    ):
        _record(kind, world, payload)
    run_jobs()

    of_hats = Notification.objects.exclude(affiliation=None)
    assert set(of_hats.values_list("affiliation", "kind", "need")) == {
        (officer.pk, "exceptional_access.opened", ""),
        (manager.pk, "member.joined", "m"),
        (world.other_hat.pk, "member.joined", "m"),
        (invited.pk, "member.invited", ""),
    }
    of_person = Notification.objects.filter(affiliation=None)
    assert {row.kind for row in of_person} == {"exceptional_access.opened", "member.joined"}
    assert [one.to for one in delivered()] == [[invited.user.email]]


def test_a_request_about_a_referent_is_told_to_the_managers_and_its_answer_to_her():
    dossier = camille()
    manager = manager_of(dossier)
    request = asked(dossier)
    run_jobs()
    answer(request, manager)
    run_jobs()

    rows = Notification.objects.order_by("pk").values_list("affiliation", "kind", "dossier", "need")
    assert list(rows) == [
        (manager.pk, "referent.requested", dossier.pk, ""),
        (None, "referent_request.answered", dossier.pk, ""),
    ]
    [hers] = Notification.objects.filter(affiliation=None)
    assert "Votre demande a une réponse." in (
        browser_of(hers.user).get("/mon-espace/notifications").content.decode()
    )
    assert address(hers, person_actor(dossier, hers.user), {}) == "/mon-espace/referent"


def test_an_accepted_transfer_is_told_to_who_asked_and_to_her_though_the_team_left():
    dossier = dossier_in(department("901"))
    account_of(dossier.person)
    there = officer(OrganisationFactory(kind="departement", territory=department("902")))
    asker = dossier.referent.affiliation
    transfer = moving_to(there, dossier)
    accept_transfer(transfer=transfer, by=actor(there), at=now())
    run_jobs()

    told_of = Notification.objects.filter(kind="transfer.accepted")
    assert set(told_of.values_list("affiliation", "need")) == {(asker.pk, ""), (None, "m")}


def test_a_space_that_opens_or_is_given_back_is_told_to_her_at_her_addresses_and_to_who_answers():
    """Whoever holds the account may not be she: the addresses she gave are not those of it."""
    dossier = camille()
    dossier.person.contact.emails = "camille@courriel.example\n"
    dossier.person.contact.save()
    body = dossier.referent.organisation
    protector = AffiliationFactory(role="data_protection", organisation=body)
    referent = dossier.referent.affiliation
    account = account_of(dossier.person)
    for fact in (PersonalAccessOpened, PersonalAccessRecovered):
        with transaction.atomic():
            record(fact(person_id=dossier.person_id, user_id=account.pk), by=None, at=now())
        run_jobs()
        run_jobs()

    for kind in ("personal_access.opened", "personal_access.recovered"):
        rows = Notification.objects.filter(kind=kind, dossier=dossier)
        assert set(rows.values_list("affiliation", "need", "family")) == {
            (referent.pk, "m", Family.URGENT), (None, "m", Family.URGENT),
            (protector.pk, "", Family.URGENT),
        }  # fmt: skip
    opened, recovered = delivered()
    assert [one.to for one in (opened, recovered)] == [["camille@courriel.example"]] * 2
    assert opened.subject == "Votre espace est ouvert"
    assert "a un nouveau mot de passe" in recovered.body
    assert not any(name in one.body for one in delivered() for name in ("Camille", "Durand"))


def test_a_body_without_officer_has_that_of_the_operator():
    dossier = camille()
    account = account_of(dossier.person)
    watching = AffiliationFactory(role="data_protection", organisation__kind="operator")
    AffiliationFactory(role="data_protection")  # of another body: not theirs
    with transaction.atomic():
        fact = PersonalAccessOpened(person_id=dossier.person_id, user_id=account.pk)
        record(fact, by=actor(dossier.referent.affiliation), at=now())
    run_jobs()

    assert set(Notification.objects.values_list("affiliation", flat=True)) == {watching.pk, None}
    assert delivered() == []  # she gave no address; who opened it knows


def _record(kind, world, payload):
    entry = Entry.objects.create(
        stream=world.dossier.stream, position=900 + len(kind), kind=kind, payload=payload, at=now(),
        need=Block.TEAM, user_id=world.referent.user_id,
        affiliation_id=world.referent.affiliation_id,
        organisation_id=world.referent.organisation_id,
    )  # fmt: skip
    spread.defer(entries=[entry.pk])


def test_many_at_once_are_one_mail_until_it_is_old_or_read(clock):
    world = World()
    Preference.objects.create(user_id=world.referent.user_id, family=Family.TURN, way=Way.AT_ONCE)
    for number in range(3):
        world.goal(f"Objectif {number}", by=world.person)
    run_jobs()
    assert len(delivered()) == 1

    clock.shift(600)
    world.goal("Encore un", by=world.person)

    assert len(delivered()) == 2
    assert Notification.objects.filter(told_at=None).count() == 0


def test_a_notification_ends_with_its_dossier():
    told(2)

    field = Notification._meta.get_field("dossier")
    assert field.remote_field.on_delete.__name__ == "CASCADE"
    assert Notification.objects.count() == 2
