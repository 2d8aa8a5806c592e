"""The round of the background process, and what the référent reads of it."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from jalon.dossiers.models import Dossier
from jalon.people.models import Person
from jalon.retention.management.sweeping import settle_orders, sweep, sweep_daily
from jalon.retention.models import Destruction, Foreseen, Order, OrderState
from jalon.retention.operations import give_order
from jalon.retention.queries.ending import ending_soon
from tests.factories import AffiliationFactory, PersonFactory, actor, make_dossier
from tests.jobs import delivered
from tests.retention.situations import archived, contact, officer, silent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_from_the_notice_to_the_destruction(clock):
    hat = AffiliationFactory()
    dossier = silent(referent=hat)
    recent = make_dossier(referent=hat)

    assert sweep(timezone.now()) == {"notices": 1}
    clock.shift(dt.timedelta(days=29))
    assert sweep(timezone.now()) == {}
    clock.shift(dt.timedelta(days=1))
    assert sweep(timezone.now()) == {"archived": 1}
    clock.shift(dt.timedelta(days=700))
    contact(recent, timezone.localdate())
    assert sweep(timezone.now()) == {}
    clock.shift(dt.timedelta(days=31))
    assert sweep(timezone.now()) == {"destroyed": 1}

    assert list(Dossier.objects.all()) == [recent]
    assert not Person.objects.filter(pk=dossier.person_id).exists()
    assert sweep(timezone.now()) == {}


def test_the_message_names_nobody():
    hat = AffiliationFactory()
    dossiers = [silent(referent=hat) for _number in range(2)]

    sweep(timezone.now())

    [message] = delivered()
    assert message.to == [hat.user.email]
    assert "2 dossiers" in message.body.replace("\N{NO-BREAK SPACE}", " ")
    for dossier in dossiers:
        assert dossier.person.birth_name not in message.body
        assert str(dossier.public_id) not in message.body


def test_a_mail_server_that_does_not_answer_stops_nothing(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    silent()

    assert sweep(timezone.now()) == {"notices": 1}
    assert Foreseen.objects.exists()


def test_it_is_done_by_pieces_and_once_a_day(clock):
    make_dossier()
    for _number in range(5):
        archived()

    assert sweep(timezone.now(), batch=2) == {"destroyed": 5}
    archived()
    assert list(sweep_daily(timezone.now())) == []
    assert Dossier.objects.count() == 2
    clock.shift(dt.timedelta(days=1))
    assert list(sweep_daily(timezone.now())) == [{"destroyed": 1}]
    assert Dossier.objects.count() == 1


def test_an_order_that_fails_does_not_hold_the_others_back():
    first, second = (
        give_order(
            kind="suspend", ground="litigation", reference="", who=PersonFactory().pk,
            by=officer(), at=timezone.now(),
        )
        for _number in range(2)
    )  # fmt: skip
    Order.objects.filter(pk=first.pk).update(person_id=None, identity=b"unreadable")

    assert settle_orders(timezone.now()) == 1

    states = dict(Order.objects.defer("identity").values_list("pk", "state"))
    assert states == {first.pk: OrderState.WAITING, second.pk: OrderState.DONE}


def test_the_referent_reads_which_dossiers_will_leave_and_saves_one_by_a_contact():
    hat = AffiliationFactory()
    dossier, other = silent(referent=hat), silent()
    sweep(timezone.now())
    me = actor(hat)

    [ending] = ending_soon(me, 8)
    assert (ending.dossier, ending.is_erased) == (dossier, False)
    assert ending.on == timezone.localdate()
    assert ending_soon(actor(other.referent.affiliation), 8)[0].dossier == other

    contact(dossier, timezone.localdate())
    assert ending_soon(me, 8) == []


def test_the_first_page_tells_it(sign_in):
    hat = AffiliationFactory()
    dossier = silent(referent=hat)
    sweep(timezone.now())

    page = sign_in(hat).get(reverse("home")).content.decode()

    assert "Dossiers bientôt archivés" in page
    assert page.split('id="fins"')[1].count(str(dossier.public_id)) >= 1


def told(*words):
    out = StringIO()
    call_command("retention", *words, stdout=out)
    return out.getvalue()


def test_a_dry_run_counts_and_changes_nothing():
    archived()
    PersonFactory()

    said = told("--dry-run")

    assert "24 months in use, 24 in the archive" in said
    assert "1 destroy" in said
    assert said.endswith("Nothing was changed.\n")
    assert Dossier.objects.count() == 1


def test_the_command_makes_a_round_and_checks_the_proofs():
    archived()

    assert "1 destroyed" in told()
    assert told("--verify") == "Every proof of destruction holds.\n"
    Destruction.objects.update(ground="mistake")
    with pytest.raises(CommandError, match="proof of destruction 1 was altered"):
        told("--verify")
