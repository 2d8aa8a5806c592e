"""How stories are told: a cast made once, each story undone at its end."""

from typing import Any

import hypothesis
from django.db import connection
from hypothesis import HealthCheck, Phase
from hypothesis.stateful import run_state_machine_as_test

from tests.reliability.machine.base import Base, Cast
from tests.reliability.machine.life import Life
from tests.reliability.machine.seeing import QUESTION

STEPS = 50  # of a story


def tell(settings: Any, folder: Any, stories: int, seed: str | None, *, shorten: bool) -> None:
    """That many stories; without a seed, always the same ones. `shorten` those that fail."""
    settings.JALON_DEMONSTRATION = True
    settings.JALON_SIGNING_CERTIFICATE = settings.JALON_SIGNING_KEY = ""
    settings.JALON_SIGNING_FOLDER = str(folder)
    Base.cast, Base.steps = Cast(), 0
    with connection.cursor() as cursor:
        cursor.execute(QUESTION)
    told = hypothesis.settings(
        max_examples=stories,
        stateful_step_count=STEPS,
        derandomize=seed is None,
        database=None,
        deadline=None,
        phases=[Phase.generate, *([Phase.shrink] if shorten else [])],
        suppress_health_check=list(HealthCheck),
    )
    machine = hypothesis.seed(int(seed))(Life) if seed else Life
    run_state_machine_as_test(machine, settings=told)
