"""What the process of the post does, job by job (procrastinate finds them by the name `jobs`)."""

from typing import Final

from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from jalon.post.sending import send

QUEUE: Final = "post"


class Patience(BaseRetryStrategy):
    """Again in 5 s, 10 s, 20 s… an hour at most; the mail itself says when it is too late."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if not isinstance(exception, OSError):  # smtplib's errors are some; anything else is ours
            return None
        return RetryDecision(retry_in={"seconds": min(3600, 5 * 2**job.attempts)})


@app.task(name="post.deliver", queue=QUEUE, retry=Patience())
def deliver(mail: str) -> None:
    """Hand one mail to the mail server. Raises OSError while it cannot leave."""
    send(mail, at=timezone.now())
