import logging
import os
import signal
import threading
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.utils import timezone

from jalon.keeper.loop import Keeper, lines, where
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
        prompt, others = lines(TASKS, clock=timezone.now)
        log.info("keeping: %s", ", ".join(task.name for task in TASKS))
        try:
            if options["once"]:
                _once(prompt, others)
                return
            threading.Thread(target=_keep_beside, args=(prompt,), daemon=True).start()
            _keep(others)
        except Stopped:
            log.info("stopped")


def _once(*keepers: Keeper) -> None:
    for keeper in keepers:
        keeper.step()
        while keeper.has_begun:
            keeper.step()
        keeper.leave()


def _keep(keeper: Keeper) -> NoReturn:
    while True:
        time.sleep(keeper.step())


def _keep_beside(keeper: Keeper) -> NoReturn:
    """In a thread: a line that breaks ends the whole process, whose supervisor starts it again."""
    try:
        _keep(keeper)
    except BaseException as error:
        log.critical("the line of what may not be late broke: %s", where(error))
        os._exit(1)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped
