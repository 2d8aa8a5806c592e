"""Messages that leave beside the answer: whether one leaves must not be heard in its time."""

import logging
from concurrent.futures import ThreadPoolExecutor

from django.core.mail import EmailMessage

log = logging.getLogger("jalon.mail")
# One thread, started by the first message; what waits is sent before the process ends.
_post = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def send_aside(message: EmailMessage) -> None:
    """Send it soon. A server that does not answer is a line of the log, never an error here."""
    _post.submit(_send, message)


def wait() -> None:
    """Until what was given before has left."""
    _post.submit(lambda: None).result()


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError as error:  # smtplib's errors included
        log.error("a message did not leave: %s", type(error).__name__)
