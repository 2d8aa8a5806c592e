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
SEED = os.environ.get("JALON_MACHINE_SEED")


def test_model_database_and_what_each_one_sees_agree(settings, tmp_path):
    since = time.monotonic()

    tell(settings, tmp_path, STORIES, SEED, shorten=SEED is not None)

    took = time.monotonic() - since
    print(f"{STORIES} stories, {Base.steps} steps, seed {SEED or 'fixed'}, {took:.0f} s")
    assert Base.steps > STORIES * STEPS * 4 // 5  # a story may be cut short where it was drawn
