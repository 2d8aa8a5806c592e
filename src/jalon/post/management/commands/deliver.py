from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from procrastinate.contrib.django import app

from jalon.post.keeping import SILENCE, start_again


class Command(BaseCommand):
    help = "Does what transactions asked to be done after them: mails first; until SIGTERM."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="what waits now, then end")
        parser.add_argument("--together", type=int, default=4, help="jobs at the same time")
        parser.add_argument("--silence", type=float, default=SILENCE, help="seconds: see keeping")

    def handle(self, *args: Any, **options: Any) -> None:
        start_again(timezone.now(), silence=options["silence"])
        line: Any = app.connector
        with app.replace_connector(line.get_worker_connector()) as worker:
            worker.run_worker(
                name="post",
                concurrency=options["together"],
                wait=not options["once"],
                listen_notify=not options["once"],
                delete_jobs="successful",
                update_heartbeat_interval=5.0,
            )
