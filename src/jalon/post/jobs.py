"""What the process of the post does, job by job (procrastinate finds them by the name `jobs`)."""

from typing import Final

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from jalon.post.sending import send

QUEUE: Final = "post"
# The network and smtplib; the database that restarts, or that ends a deadlock at our expense.
PASSING: Final = (OSError, OperationalError, InterfaceError)


class Patience(BaseRetryStrategy):
    """Again in 5 s, 10 s, 20 s… an hour at most, after what passes; anything else is ours.

    For jobs that may be done twice; a mail says itself when it is too late.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if not isinstance(exception, PASSING):
            return None
        return RetryDecision(retry_in={"seconds": min(3600, 5 * 2 ** min(job.attempts, 10))})


def leave_broken_line() -> None:
    """A connection to the database that an error broke stays broken: the next one is new."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


@app.task(name="post.deliver", queue=QUEUE, retry=Patience())
def deliver(mail: str) -> None:
    """Hand one mail to the mail server. Raises OSError while it cannot leave."""
    leave_broken_line()
    send(mail, at=timezone.now())
