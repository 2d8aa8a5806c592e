import logging
import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from jalon.keeper.loop import Keeper
from jalon.keeper.tasks import TASKS

log = logging.getLogger("jalon.keeper")


class Stopped(KeyboardInterrupt):
    """Somebody asked the keeper to end: the running statement is cancelled, nothing half done."""


class Command(BaseCommand):
    help = "Keeps the platform: does what is due (seals, ends of terms), until SIGTERM."
    requires_system_checks = ()  # it keeps what it can, pages or not

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _stop)
        keeper = Keeper(TASKS, clock=timezone.now)
        log.info("keeping: %s", ", ".join(task.name for task in TASKS))
        try:
            while True:
                pause = keeper.step()
                if options["once"] and not keeper.has_begun:
                    keeper.leave()
                    return
                time.sleep(pause)
        except Stopped:
            log.info("stopped")


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped
