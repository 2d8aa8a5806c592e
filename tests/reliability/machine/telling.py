"""How stories are told: a cast made once, each story undone at its end."""

import hashlib
from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

import hypothesis
from django.db import connection
from hypothesis import HealthCheck, Phase
from hypothesis.internal.conjecture.providers import HypothesisProvider
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
    Base.cast, Base.steps, Base.done, Base.told = Cast(), 0, 0, hashlib.sha256()
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
    with drawn_from_the_seed_alone():
        run_state_machine_as_test(machine, settings=told)


def drawn_from_the_seed_alone() -> AbstractContextManager[Any]:
    """The same stories alone, in the whole suite, and after a change of any other file.

    Left to itself, hypothesis draws one number in twenty among those written in the modules of the
    project that happen to be loaded.
    """
    return patch.object(HypothesisProvider, "_maybe_draw_constant", lambda *_, **__: None)
