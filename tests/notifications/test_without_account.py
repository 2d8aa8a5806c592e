"""Who has no account is told by her own channel that something waits, and never what; once."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.access.policy.blocks import Block
from jalon.contracts.models import Commitment
from jalon.exchanges.operations import send_message
from jalon.journal.models import Entry
from jalon.notifications.digests import send_digests
from jalon.notifications.jobs import spread
from jalon.notifications.models import Notification, Way
from jalon.notifications.reminding import remind
from jalon.outcomes.operations import close_dossier
from jalon.people.models import Contact, PersonalAccess
from tests.jobs import delivered, run_jobs
from tests.plans.situations import World, in_days
from tests.space.situations import account_of

pytestmark = pytest.mark.django_db
ADDRESS = "camille@exemple.example"
TEXTS: list[tuple[str, str]] = []


def keep(number: str, text: str) -> None:
    TEXTS.append((number, text))


def unaccounted(**contact: str) -> World:
    """Camille without an account, reached as `contact` says."""
    world = World()
    PersonalAccess.objects.all().delete()
    Contact.objects.update_or_create(person=world.dossier.person, defaults=contact)
    return world


def morning(clock, day: int):
    clock.move_to(dt.datetime(2026, 11, day, 8, tzinfo=timezone.get_default_timezone()))
    send_digests(timezone.now())
    return [(one.to, one.subject) for one in delivered()]


def offered(world: World, position: int) -> None:
    entry = Entry.objects.create(
        stream=world.dossier.stream, position=position, kind="contract.offered", payload={},
        at=timezone.now(), need=Block.CONTRACT, user_id=world.referent.user_id,
        affiliation_id=world.referent.affiliation_id,
        organisation_id=world.referent.organisation_id,
    )  # fmt: skip
    spread.defer(entries=[entry.pk, entry.pk])


def write(world: World) -> None:
    send_message(dossier=world.dossier, body="Dossier RSA", by=world.referent, at=timezone.now())


def test_one_neutral_mail_the_next_morning_whatever_came_and_once(clock):
    world = unaccounted(emails=ADDRESS)
    world.goal()
    write(world)
    run_jobs()
    [first, _second] = Notification.objects.filter(user=None)
    assert first.told_at is None

    assert morning(clock, 25) == morning(clock, 25) == [([ADDRESS], "Du nouveau vous attend")]
    world.goal("Trouver un logement")
    run_jobs()
    assert len(morning(clock, 25)) == 1
    assert len(morning(clock, 26)) == 2

    mail = delivered()[0]
    assert "/connexion/premiere-fois" in mail.body
    for word in ("Camille", "Durand", "permis", "RSA", "Weber", "objectif"):
        assert word not in mail.subject + mail.body


def test_what_waits_for_an_answer_leaves_at_once_and_many_things_are_one_message(settings):
    settings.JALON_SMS_SENDER = f"{__name__}.keep"
    TEXTS.clear()
    world = unaccounted(emails=ADDRESS, phones="+33639980123", preferred_channel="sms")
    for number in (901, 902):
        offered(world, number)
    run_jobs()

    [(number, text)] = TEXTS
    assert number == "+33639980123"
    assert text.endswith("/connexion/premiere-fois")
    assert delivered() == []
    assert Notification.objects.filter(user=None, way=Way.AT_ONCE).count() == 2


@pytest.mark.parametrize(
    "contact", [{"emails": ADDRESS, "preferred_channel": "post"}, {"phones": "+33639980123"}]
)
def test_who_prefers_letters_and_whom_nothing_reaches_are_sent_nothing(clock, contact):
    world = unaccounted(**contact)
    world.goal()
    offered(world, 901)
    run_jobs()

    assert not Notification.objects.filter(user=None).exists()
    assert morning(clock, 25) == []


def test_a_date_is_recalled_once_and_what_waits_goes_to_an_account_opened_since(clock):
    world = unaccounted(emails=ADDRESS)
    Commitment.objects.create(
        dossier=world.dossier, text="Venir", state="accepted", bearer="person",
        due_on=in_days(2), proposed_at=timezone.now(), accepted_at=timezone.now(),
    )  # fmt: skip
    for _round in "12":
        remind(timezone.now())
    user = account_of(world.dossier.person)

    morning(clock, 25)  # the row is hers; her digest leaves with the others
    assert Notification.objects.get(kind="commitment.due", affiliation=None).user == user
    assert ([user.email], "Ce qui vous attend") in morning(clock, 25)
    assert [ADDRESS] not in [one.to for one in delivered()]


@pytest.mark.parametrize("has_account", [False, True])
def test_nothing_that_waited_leaves_once_a_death_is_recorded(clock, has_account):
    world = World() if has_account else unaccounted(emails=ADDRESS)
    world.goal()
    run_jobs()
    hers = Notification.objects.filter(affiliation=None)
    assert hers.count() == 1

    close_dossier(dossier=world.dossier, reason="death", by=world.referent, at=timezone.now())

    assert not hers.exists()
    run_jobs()
    assert not hers.exists()
    assert not {ADDRESS} & {to for (to,), _subject in morning(clock, 25)}


def test_whoever_closes_under_row_security_drops_what_she_may_not_read(sign_in):
    world = World()
    world.goal()
    run_jobs()
    hers = Notification.objects.filter(affiliation=None)
    browser = sign_in(world.dossier.referent.affiliation)
    address = f"/dossiers/{world.dossier.public_id}/clore"

    browser.post(address, {"reason": "death"})

    assert not hers.exists()
