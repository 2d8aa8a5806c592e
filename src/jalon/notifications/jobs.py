"""What is done after a fact: procrastinate finds this module by its name."""

from django.utils import timezone
from procrastinate.contrib.django import app

from jalon.notifications.spreading import spread_entries
from jalon.post.jobs import Patience, leave_broken_line


@app.task(name="notifications.spread", queue="notifications", retry=Patience())
def spread(entries: list[int]) -> None:
    """Tell these facts to those they concern; twice changes nothing."""
    leave_broken_line()
    spread_entries(entries, at=timezone.now())
