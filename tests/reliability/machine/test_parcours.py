"""Stories drawn at random, step by step: model = database = what each one sees (R4).

`JALON_MACHINE_STORIES` and `JALON_MACHINE_SEED` tell more of them; CONTRIBUTING.md says how.
"""

import os
import time

import hypothesis
import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase
from hypothesis.stateful import run_state_machine_as_test

from tests.reliability.machine.base import Base, Cast
from tests.reliability.machine.life import Life
from tests.reliability.machine.seeing import QUESTION

pytestmark = pytest.mark.django_db
STORIES = int(os.environ.get("JALON_MACHINE_STORIES", "2"))
SEED = os.environ.get("JALON_MACHINE_SEED")
STEPS = 50


def test_model_database_and_what_each_one_sees_agree(settings, tmp_path):
    settings.JALON_DEMONSTRATION = True
    settings.JALON_SIGNING_CERTIFICATE = settings.JALON_SIGNING_KEY = ""
    settings.JALON_SIGNING_FOLDER = str(tmp_path)
    Base.cast, Base.steps = Cast(), 0
    with connection.cursor() as cursor:
        cursor.execute(QUESTION)
    told = hypothesis.settings(
        max_examples=STORIES,
        stateful_step_count=STEPS,
        derandomize=SEED is None,
        database=None,
        deadline=None,
        phases=[Phase.generate, *([Phase.shrink] if SEED else [])],
        suppress_health_check=list(HealthCheck),
    )
    machine = hypothesis.seed(int(SEED))(Life) if SEED else Life
    since = time.monotonic()

    run_state_machine_as_test(machine, settings=told)

    took = time.monotonic() - since
    print(f"{STORIES} stories, {Base.steps} steps, seed {SEED or 'fixed'}, {took:.0f} s")
    assert Base.steps > STORIES * STEPS * 4 // 5  # a story may be cut short where it was drawn
