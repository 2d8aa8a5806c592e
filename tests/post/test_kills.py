"""Processes of the post are killed in the middle of their work: one mail each, none lost."""

import os
import signal
import subprocess
import sys

import pytest
from django.utils import timezone

from jalon.post.keeping import start_again
from jalon.post.mails import post_mail
from jalon.post.models import Mail
from tests.jobs import run_jobs
from tests.keeper.test_keep import database_of_this_test

ADDRESSES = [f"personne{number}@exemple.example" for number in range(9)]


def killed_at(server, moment: str, address: str) -> None:
    """Start a process of the post, and kill it when the server hears of this address."""
    surroundings = database_of_this_test() | {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(server.port),
    }
    command = [sys.executable, "-m", "django", "deliver", "--together", "1"]

    def kill(heard: str) -> None:
        if heard == address:
            os.kill(process.pid, signal.SIGKILL)

    setattr(server, moment, kill)
    process = subprocess.Popen(command, env=surroundings)
    try:
        assert process.wait(60) == -signal.SIGKILL
    finally:
        process.kill()
        setattr(server, moment, lambda _address: None)
    assert start_again(timezone.now(), silence=0) == 1


@pytest.mark.django_db(transaction=True)
def test_each_mail_leaves_once_though_its_process_is_killed(server):
    """Before the server has the text; and after, before anybody could write that it has it."""
    for address in ADDRESSES:
        post_mail(kind="test", to=address, subject="Du nouveau", body="Un lien", at=timezone.now())

    killed_at(server, "at_address", ADDRESSES[3])
    before = len(server.taken)
    killed_at(server, "at_text", ADDRESSES[6])
    run_jobs()

    assert before == 3
    assert sorted(address for address, _number, _text in server.taken) == ADDRESSES
    assert Mail.objects.filter(sent_at=None).count() == 1  # in doubt: taken, and not sent again
