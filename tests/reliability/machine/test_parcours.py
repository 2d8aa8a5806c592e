"""Stories drawn at random, step by step: model = database = what each one sees (R4).

`JALON_MACHINE_STORIES` and `JALON_MACHINE_SEED` tell more of them; CONTRIBUTING.md says how.
"""

import os
import time

import pytest

from tests.reliability.machine.base import Base
from tests.reliability.machine.telling import STEPS, tell

pytestmark = pytest.mark.django_db
STORIES = int(os.environ.get("JALON_MACHINE_STORIES", "2"))
ALWAYS = "21"  # of the stories of the suite
SEED = os.environ.get("JALON_MACHINE_SEED", ALWAYS)


def test_model_database_and_what_each_one_sees_agree(settings, tmp_path):
    since = time.monotonic()

    tell(settings, tmp_path, STORIES, SEED, shorten=SEED != ALWAYS)

    took, mark = time.monotonic() - since, Base.told.hexdigest()[:8]
    print(
        f"{STORIES} stories, {Base.steps} steps, {Base.done} things done, seed {SEED},"
        f" told {mark}, {took:.0f} s"
    )
    assert Base.steps > STORIES * STEPS // 2  # hypothesis cuts some stories short
    assert Base.done > Base.steps // 6  # the first story of hypothesis repeats one step
