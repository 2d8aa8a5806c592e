"""What time asks of the post: jobs of a process that died start again, old traces go."""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from procrastinate.contrib.django import app

from jalon.post.models import Mail

SILENCE: Final = 30.0  # seconds without a sign of life after which a process is held for dead
KEPT: Final = timedelta(days=30)

# Under its row, so that two rounds never start the same job twice.
STALLED: Final = """
SELECT job.id FROM procrastinate_jobs AS job
LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
WHERE job.status = 'doing' AND (
    worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
FOR UPDATE OF job SKIP LOCKED"""


@transaction.atomic
def start_again(at: datetime, *, silence: float = SILENCE) -> int:
    """Give back the jobs that a process took and will never end; how many."""
    with connection.cursor() as cursor:
        cursor.execute(STALLED, [silence])
        found = [number for (number,) in cursor.fetchall()]
    for number in found:
        app.job_manager.retry_job_by_id(number, retry_at=at)
    return len(found)


def forget_mails(at: datetime) -> None:
    """Traces of mails that were settled a month ago."""
    Mail.objects.filter(written_at__lt=at - KEPT).delete()
