"""One mail, one address, one server: taken, refused, or in doubt; never twice."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import InterfaceError, OperationalError, ProgrammingError
from django.utils import timezone
from procrastinate.contrib.django import app

from jalon.accounts.acting import acting_as
from jalon.kernel.acting import Acting
from jalon.post.keeping import forget_mails
from jalon.post.mails import post_mail, post_text
from jalon.post.models import Mail
from jalon.post.sending import send
from tests.jobs import delivered, run_jobs
from tests.post.server import cut_in_the_text

pytestmark = pytest.mark.django_db


def posted(to: str = "ada@exemple.example", **more) -> Mail:
    body = ".\nUn lien : https://exemple.example/é" + more.pop("more", "")
    words = {"subject": "Du nouveau", "body": body}
    return post_mail(kind="test", to=to, **words, at=timezone.now(), **more)


def again(mail: Mail) -> Mail:
    send(str(mail.public_id), at=timezone.now())
    mail.refresh_from_db()
    return mail


def test_it_leaves_once_and_nothing_of_it_stays(server):
    mail = posted()

    for _turn in "12":
        again(mail)

    [(address, number, text)] = server.taken
    assert (address, number) == ("ada@exemple.example", f"<{mail.public_id}@jalon.example>")
    assert text == ".\r\nUn lien : https://exemple.example/é\r\n"
    assert mail.sent_at is not None
    assert bytes(mail.envelope) == b""


def test_what_is_rolled_back_never_leaves(server):
    with transaction.atomic():
        posted()
        transaction.set_rollback(True)

    assert (run_jobs(), server.taken) == (0, [])


def test_a_server_that_is_away_or_busy_delays_and_loses_nothing(server, settings):
    mail = posted()
    settings.EMAIL_PORT, open_port = 9, settings.EMAIL_PORT  # nobody listens there
    with pytest.raises(OSError, match="refused"):
        again(mail)
    settings.EMAIL_PORT = open_port
    for moment in ("at_address", "at_text"):
        setattr(server, moment, lambda _address: "451 later")
        with pytest.raises(OSError, match="451"):
            again(mail)
        setattr(server, moment, lambda _address: None)
    mail.refresh_from_db()
    assert mail.handed_at is None

    again(mail)

    assert len(server.taken) == 1


@pytest.mark.parametrize("moment", ["at_address", "at_text"])
def test_a_server_that_will_never_take_it_is_not_asked_again(server, moment):
    mail = posted()
    setattr(server, moment, lambda _address: "550 no such user")

    again(again(mail))

    assert (mail.failure, bytes(mail.envelope), server.taken) == ("smtp_550", b"", [])


def test_in_doubt_it_is_not_sent_again(server):
    """The server has the text, and its answer never came."""
    mail = posted()
    server.at_text = lambda _address: "cut"

    again(again(mail))

    assert len(server.taken) == 1
    assert (mail.sent_at, mail.failed_at) == (None, None)
    assert mail.handed_at is not None


def test_a_line_cut_before_the_end_of_the_text_is_tried_again(server, settings):
    mail = posted(more="Un lien. " * 10**6)
    open_port = settings.EMAIL_PORT
    with cut_in_the_text() as settings.EMAIL_PORT, pytest.raises(OSError, match="not connected"):
        again(mail)
    settings.EMAIL_PORT = open_port
    mail.refresh_from_db()
    assert mail.handed_at is None

    again(again(mail))

    assert len(server.taken) == 1


def test_a_domain_with_accents_is_written_to_and_a_name_with_accents_is_given_up(server):
    cafe = again(posted(to="ada@café.example"))
    accent = again(posted(to="adé@exemple.example"))

    assert [address for address, _number, _text in server.taken] == ["ada@xn--caf-dma.example"]
    assert (cafe.failed_at, accent.failure) == (None, "address")


def test_what_passes_is_tried_again_and_our_own_faults_are_not():
    job: Any = SimpleNamespace(attempts=1)
    for name in ("post.deliver", "notifications.spread"):
        strategy = app.tasks[name].retry_strategy
        for passing in (OSError(), OperationalError("deadlock"), InterfaceError("closed")):
            assert strategy.get_retry_decision(exception=passing, job=job) is not None
        assert strategy.get_retry_decision(exception=KeyError(), job=job) is None


def test_what_is_worth_nothing_any_more_does_not_leave(server, clock):
    mail = posted(expires_at=timezone.now() + dt.timedelta(minutes=10))
    clock.shift(dt.timedelta(minutes=10))

    assert again(mail).failure == "expired"
    assert server.taken == []


SENT: list[tuple[str, str]] = []


def keep(number: str, text: str) -> None:
    SENT.append((number, text))


def away(number: str, text: str) -> None:
    raise OSError("away")


def test_an_sms_leaves_once_by_the_sender_of_the_deployment(settings):
    with pytest.raises(ValueError, match="JALON_SMS_SENDER"):
        post_text(kind="test", to="+33639980123", body="Votre code", at=timezone.now())
    settings.JALON_SMS_SENDER = f"{__name__}.away"
    text = post_text(kind="test", to="+33639980123", body="Votre code", at=timezone.now())
    with pytest.raises(OSError, match="away"):
        again(text)
    SENT.clear()
    settings.JALON_SMS_SENDER = f"{__name__}.keep"

    again(again(text))

    assert SENT == [("+33639980123", "Votre code")]
    assert bytes(text.envelope) == b""


def test_an_address_on_two_lines_is_refused():
    with pytest.raises(ValueError, match="several lines"):
        posted(to="ada@exemple.example\nbcc: eve@exemple.example")


def test_pages_put_mails_in_the_post_and_read_none():
    with acting_as(Acting(at=timezone.now().isoformat())):
        posted()
        for question in ("SELECT envelope FROM post_mail", "SELECT args FROM procrastinate_jobs"):
            with (
                pytest.raises(ProgrammingError) as refused,
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(question)
            assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)

    assert [one.to for one in delivered()] == [["ada@exemple.example"]]


def test_traces_are_forgotten_after_a_month(clock):
    posted()
    clock.shift(dt.timedelta(days=31))
    recent = posted()

    forget_mails(timezone.now())

    assert list(Mail.objects.all()) == [recent]
